package filter

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/apache/arrow/go/v17/arrow/ipc"
	"github.com/apache/arrow/go/v17/arrow/memory"
)

const (
	continuation = 0xFFFFFFFF // stands before every message's length, since Arrow 0.15
	chunk        = 1 << 20    // bytes that are made room for before they are there
)

// messages reads the messages of a stream one by one. Unlike the library's own
// reader it tells a stream that was cut off from one that ends with its marker,
// and makes no room for bytes that a header promises and nobody sends.
// https://arrow.apache.org/docs/format/Columnar.html#ipc-streaming-format
type messages struct {
	in      io.Reader
	longest int64 // bytes of one message's body, or of its head
	first   bool  // a message has been read
	ended   bool  // the marker has been read
}

func (m *messages) Retain()  {}
func (m *messages) Release() {}

// Message gives the next message; io.EOF at the marker that ends the stream.
func (m *messages) Message() (*ipc.Message, error) {
	if m.ended {
		return nil, io.EOF
	}
	length, err := m.word()
	if err == nil && length == continuation {
		length, err = m.word()
	}
	if err != nil {
		return nil, m.cutOff(err)
	}
	if length == 0 {
		m.ended = true
		return nil, io.EOF
	}
	head, err := m.bytes(int64(length))
	if err != nil {
		return nil, err
	}
	if err := checkHead(head); err != nil {
		return nil, err
	}
	bodyLength := ipc.NewMessage(memory.NewBufferBytes(head), memory.NewBufferBytes(nil)).BodyLen()
	body, err := m.bytes(bodyLength)
	if err != nil {
		return nil, err
	}
	m.first = true
	return ipc.NewMessage(memory.NewBufferBytes(head), memory.NewBufferBytes(body)), nil
}

func (m *messages) word() (uint32, error) {
	var word [4]byte
	_, err := io.ReadFull(m.in, word[:])
	return binary.LittleEndian.Uint32(word[:]), err
}

// bytes reads so many bytes.
func (m *messages) bytes(n int64) ([]byte, error) {
	if n < 0 {
		return nil, fmt.Errorf("%w: a message of %d bytes", ErrStream, n)
	}
	if n > m.longest && !m.first {
		return nil, fmt.Errorf("%w: it does not begin with a schema", ErrStream)
	}
	if n > m.longest {
		return nil, fmt.Errorf("%w: %d bytes, more than %d", ErrTooLarge, n, m.longest)
	}
	read := make([]byte, 0, min(n, chunk))
	for int64(len(read)) < n {
		if len(read) == cap(read) {
			grown := make([]byte, len(read), min(n, 4*int64(cap(read))))
			copy(grown, read)
			read = grown
		}
		room := read[len(read):min(int64(cap(read)), n)]
		got, err := io.ReadFull(m.in, room)
		read = read[:len(read)+got]
		if err != nil {
			return nil, m.cutOff(err)
		}
	}
	return read, nil
}

// cutOff names the end of the input where it may not be. The library takes
// io.EOF for a proper end, so that it never gets to see it.
func (m *messages) cutOff(err error) error {
	switch {
	case !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF):
		return err
	case !m.first:
		return fmt.Errorf("%w: it ended before its schema", ErrCutOff)
	}
	return fmt.Errorf("%w: it ended without an end-of-stream marker", ErrCutOff)
}

// rest reads what stands after the marker: nothing may.
func (m *messages) rest() error {
	var one [1]byte
	switch n, err := io.ReadFull(m.in, one[:]); {
	case n > 0:
		return fmt.Errorf("%w: there is more after its end, as in two streams one after the other", ErrStream)
	case errors.Is(err, io.EOF):
		return nil
	default:
		return err
	}
}

// bounded is memory for what a batch unpacks to. The library asks for what a
// compressed buffer says it holds; a request beyond the limit panics, which
// guard turns into an error.
type bounded struct {
	memory.Allocator
	longest int64
}

func (b bounded) Allocate(size int) []byte {
	b.check(size)
	return b.Allocator.Allocate(size)
}

func (b bounded) Reallocate(size int, was []byte) []byte {
	b.check(size)
	return b.Allocator.Reallocate(size, was)
}

func (b bounded) check(size int) {
	if size < 0 || int64(size) > b.longest {
		panic(fmt.Errorf("%w: a buffer of %d bytes, more than %d", ErrTooLarge, size, b.longest))
	}
}

// guard turns a panic of the library, which damaged data can cause, into an
// error.
func guard(do func() error) (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case error:
			err = fmt.Errorf("%w: %w", ErrStream, r)
		default:
			err = fmt.Errorf("%w: %v", ErrStream, r)
		}
	}()
	return do()
}
