package tag

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
)

// clusteredWords is how many words, the most frequent ones, keep their cluster.
const clusteredWords = 100_000

// longestPath of a cluster, in bits; deeper ones are cut.
const longestPath = 20

// readClusters fills the model's clusters from a gzipped file of Brown
// clusters, one word a line: bits, word, count.
func (m *model) readClusters(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrTreebank, err)
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		return fmt.Errorf("%w: %s: %w", ErrTreebank, path, err)
	}
	type entry struct {
		bits, word string
		count      int
	}
	var entries []entry
	lines := bufio.NewScanner(unzipped)
	for lines.Scan() {
		if f := strings.Split(lines.Text(), "\t"); len(f) == 3 {
			n, _ := strconv.Atoi(f[2])
			entries = append(entries, entry{f[0], f[1], n})
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("%w: %s: %w", ErrTreebank, path, err)
	}
	slices.SortFunc(entries, func(a, b entry) int {
		if a.count != b.count {
			return b.count - a.count
		}
		return strings.Compare(a.word, b.word)
	})
	entries = entries[:min(len(entries), clusteredWords)]
	m.clusters = newTable(len(entries))
	number := map[string]int{}
	for _, e := range entries {
		if _, ok := number[e.bits]; !ok && len(m.paths) <= maxValue {
			number[e.bits] = len(m.paths)
			m.paths = append(m.paths, pathOf(e.bits))
		}
		if err := m.clusters.put(hashString(e.word), number[e.bits]); err != nil {
			return fmt.Errorf("clusters: %w", err)
		}
	}
	return nil
}

// pathOf packs a path's bits behind a 1.
func pathOf(bits string) uint32 {
	path := uint32(1)
	for _, b := range bits[:min(len(bits), longestPath)] {
		path <<= 1
		if b == '1' {
			path |= 1
		}
	}
	return path
}
