// Package models holds the trained weights that quoth ships, embedded in the
// program. Each has a folder with its card: data, terms, figures, limits and
// how to train it again. "make models" trains them all.
package models
