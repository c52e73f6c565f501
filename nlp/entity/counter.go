package entity

// A counter counts hashes.
type counter struct {
	entries []countEntry
	used    int
}

type countEntry struct {
	hash  uint64
	count uint32
	id    uint32
}

func newCounter(n int) *counter {
	size := 1024
	for size < n {
		size *= 2
	}
	return &counter{entries: make([]countEntry, size)}
}

func (c *counter) get(h uint64) *countEntry {
	mask := uint64(len(c.entries) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		if e := &c.entries[i]; e.count == 0 || e.hash == h {
			return e
		}
	}
}

func (c *counter) add(h uint64) {
	e := c.get(h)
	if e.count == 0 {
		if c.used++; c.used > len(c.entries)/2 {
			c.grow()
			e = c.get(h)
		}
		e.hash = h
	}
	e.count++
}

func (c *counter) grow() {
	old := c.entries
	c.entries = make([]countEntry, 2*len(old))
	for _, e := range old {
		if e.count > 0 {
			*c.get(e.hash) = e
		}
	}
}
