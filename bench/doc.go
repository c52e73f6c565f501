// Command bench measures whole quoth commands, as a user runs them: words a CPU
// second from JSONL to Parquet with all default tables, at several sizes and
// numbers of workers, peak memory, and the cold start of quoth show. Beside
// them stand rivals in Go on the same articles.
//
// With -soak it measures peak memory alone, of 10,000 articles, of many more
// and of one that is too large, and fails where it grows.
//
// The articles are made from our own: their paragraphs, drawn in a fixed random
// order. CPU time is the process's own, user and system; it checks that the
// command it times wrote every article.
package main
