package source

import (
	"archive/tar"
	"bufio"
	"bytes"
	"io"
	"strconv"
	"strings"
)

// tarHeader is the size of the blocks of a tar.
const tarHeader = 512

// isTar says whether a stream begins with a header of a tar: one whose checksum
// is right (POSIX.1-1988, ustar; the older ones have no other sign).
func isTar(head []byte) bool {
	if len(head) < tarHeader || head[0] == 0 {
		return false
	}
	octal, _, _ := bytes.Cut(head[148:156], []byte("\x00"))
	want, err := strconv.ParseInt(strings.TrimSpace(string(octal)), 8, 32)
	if err != nil {
		return false
	}
	sum := int64(8 * ' ')
	for i, c := range head[:tarHeader] {
		if i < 148 || i >= 156 {
			sum += int64(c)
		}
	}
	return sum == want
}

// A counted reader counts what it passes on.
type counted struct {
	r io.Reader
	n int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// readTar reads the files of a tar.
func (r *reader) readTar(b *bufio.Reader, depth int) *Fault {
	in := &counted{r: b}
	a := r.newArchive(depth, func() int64 { return in.n })
	entries := tar.NewReader(in)
	for {
		h, err := entries.Next()
		switch {
		case err == io.EOF && a.entries == 0:
			return fault(StageRead, Empty, "there is no entry in it")
		case err == io.EOF:
			return nil
		case err != nil && r.broken != nil:
			return r.broken
		case err != nil:
			return fault(StageRead, Corrupt, "the archive is damaged or cut off: %v", err)
		}
		e := archived{name: h.Name, open: func() (io.Reader, error) { return entries, nil }}
		switch h.Typeflag {
		case tar.TypeReg, tar.TypeGNUSparse:
		case tar.TypeSymlink, tar.TypeLink:
			e.link = true
		case tar.TypeDir, tar.TypeXGlobalHeader:
			continue
		default:
			r.set.skip("special")
			continue
		}
		if more, whole := a.entry(e); !more {
			return whole
		}
	}
}
