package pipeline_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"quoth/pipeline/commit"
)

// A memory is a file system that exists in memory alone, so that thousands of
// runs can fail on it.
type memory struct {
	mu    sync.Mutex
	nodes map[string]*node // by absolute path
	locks map[string]bool
}

type node struct {
	folder bool
	words  []byte
}

func newMemory() *memory {
	return &memory{nodes: map[string]*node{"/": {folder: true}}, locks: map[string]bool{}}
}

// clone gives a disk with the same content, to be changed apart from this one.
func (m *memory) clone() *memory {
	c := newMemory()
	for path, n := range m.nodes {
		c.nodes[path] = &node{folder: n.folder, words: slices.Clip(n.words)}
	}
	return c
}

func pathError(path string, err error) error { return &fs.PathError{Op: "op", Path: path, Err: err} }

func (m *memory) add(path string, n *node) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.nodes[path] != nil {
		return pathError(path, fs.ErrExist)
	}
	if above := m.nodes[filepath.Dir(path)]; above == nil || !above.folder {
		return pathError(path, fs.ErrNotExist)
	}
	m.nodes[path] = n
	return nil
}

func (m *memory) get(path string) (*node, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if n := m.nodes[path]; n != nil {
		return n, nil
	}
	return nil, pathError(path, fs.ErrNotExist)
}

func (m *memory) Mkdir(path string) error { return m.add(path, &node{folder: true}) }

func (m *memory) Create(path string) (commit.File, error) {
	n := &node{}
	return (*memoryFile)(n), m.add(path, n)
}

type memoryFile node

func (f *memoryFile) Write(p []byte) (int, error) {
	f.words = append(f.words, p...)
	return len(p), nil
}
func (f *memoryFile) Sync() error  { return nil }
func (f *memoryFile) Close() error { return nil }

type memoryReader struct{ *bytes.Reader }

func (memoryReader) Close() error { return nil }

func (m *memory) Open(path string) (commit.ReadFile, error) {
	n, err := m.get(path)
	if err != nil {
		return nil, err
	}
	return memoryReader{bytes.NewReader(n.words)}, nil
}

func (n *node) Name() string       { return "" }
func (n *node) Size() int64        { return int64(len(n.words)) }
func (n *node) Mode() fs.FileMode  { return 0 }
func (n *node) ModTime() time.Time { return time.Time{} }
func (n *node) IsDir() bool        { return n.folder }
func (n *node) Sys() any           { return nil }

func (m *memory) Stat(path string) (fs.FileInfo, error) { return m.get(path) }

// below lists the paths that lie in a folder, however deep.
func (m *memory) below(path string) []string {
	var found []string
	for p := range m.nodes {
		if strings.HasPrefix(p, path+"/") {
			found = append(found, p)
		}
	}
	slices.Sort(found)
	return found
}

func (m *memory) ReadDir(path string) ([]string, error) {
	if _, err := m.get(path); err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	var names []string
	for _, p := range m.below(path) {
		if filepath.Dir(p) == path {
			names = append(names, filepath.Base(p))
		}
	}
	return names, nil
}

func (m *memory) move(from, to string) {
	for _, p := range append(m.below(from), from) {
		m.nodes[to+p[len(from):]] = m.nodes[p]
		delete(m.nodes, p)
	}
}

func (m *memory) Rename(from, to string) error {
	if _, err := m.get(from); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.nodes[to] != nil && (m.nodes[to].folder || m.nodes[from].folder) {
		return pathError(to, syscall.ENOTEMPTY)
	}
	m.move(from, to)
	return nil
}

func (m *memory) Link(from, to string) error {
	n, err := m.get(from)
	if err != nil {
		return err
	}
	return m.add(to, n)
}

func (m *memory) Exchange(a, b string) error {
	if _, err := m.get(a); err != nil {
		return err
	}
	if _, err := m.get(b); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.move(a, "/exchange")
	m.move(b, a)
	m.move("/exchange", b)
	return nil
}

func (m *memory) Remove(path string) error {
	if _, err := m.get(path); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.below(path)) > 0 {
		return pathError(path, syscall.ENOTEMPTY)
	}
	delete(m.nodes, path)
	return nil
}

func (m *memory) RemoveAll(path string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, p := range append(m.below(path), path) {
		delete(m.nodes, p)
	}
	return nil
}

func (m *memory) SyncFolder(string) error { return nil }

// Lock locks the file, wherever it is moved to.
func (m *memory) Lock(path, holder string) (commit.Lock, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if above := m.nodes[filepath.Dir(path)]; above == nil {
		return nil, pathError(path, fs.ErrNotExist)
	}
	n := &node{words: []byte(holder)}
	m.nodes[path] = n
	return memoryLock{m, n}, nil
}

type memoryLock struct {
	m *memory
	n *node
}

func (l memoryLock) Release(path string) error {
	l.m.mu.Lock()
	defer l.m.mu.Unlock()
	if l.m.nodes[path] == l.n {
		delete(l.m.nodes, path)
	}
	return nil
}

// data gives the hash of every file below a folder, without the manifest.
func (m *memory) data(dir string) map[string]string {
	m.mu.Lock()
	defer m.mu.Unlock()
	found := map[string]string{}
	for _, p := range m.below(dir) {
		if n := m.nodes[p]; !n.folder && filepath.Base(p) != commit.Manifest {
			h := sha256.Sum256(n.words)
			found[p[len(dir)+1:]] = hex.EncodeToString(h[:])
		}
	}
	return found
}
