package modelfile

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Errors of Read and of the sections' accessors.
var (
	ErrNotModel = errors.New("not a model file of quoth")                      // name another file
	ErrCutShort = errors.New("model file is cut short")                        // copy it again
	ErrAltered  = errors.New("model file is damaged: its hash does not match") // copy it again
	ErrVersion  = errors.New("model file is of another version")               // train it again with this program
	ErrKind     = errors.New("model file is for another task")                 // name the right file
	ErrSection  = errors.New("model file lacks a part, or has one of a wrong size")
)

const (
	magic        = "QUOTHMDL"
	plainFormat  = 1 // no section is packed
	packedFormat = 2
	headerSize   = len(magic) + 8
	alignment    = 64
)

// A directory says what a file holds.
type directory struct {
	Kind     string            `json:"kind"`
	Version  int               `json:"version"`
	Notes    map[string]string `json:"notes,omitempty"`
	Sections []section         `json:"sections"`
}

type section struct {
	Name   string `json:"name"`
	Offset int    `json:"offset"`
	Length int    `json:"length"`
	Whole  int    `json:"whole,omitempty"` // length of what is unpacked; 0 where it is not packed
}

// A Writer collects the sections of a model file.
type Writer struct {
	dir    directory
	bodies [][]byte
}

// NewWriter begins a model of a kind ("entities") and that kind's version,
// which a reader raises whenever it understands other sections than before.
func NewWriter(kind string, version int) *Writer {
	return &Writer{dir: directory{Kind: kind, Version: version}}
}

// Note keeps a short text beside the weights, such as a set's name.
func (w *Writer) Note(key, value string) {
	if w.dir.Notes == nil {
		w.dir.Notes = map[string]string{}
	}
	w.dir.Notes[key] = value
}

// Bytes adds a section of raw bytes.
func (w *Writer) Bytes(name string, b []byte) {
	w.dir.Sections = append(w.dir.Sections, section{Name: name, Length: len(b)})
	w.bodies = append(w.bodies, b)
}

// Int8s adds a section of signed bytes.
func (w *Writer) Int8s(name string, v []int8) {
	b := make([]byte, len(v))
	for i, x := range v {
		b[i] = byte(x)
	}
	w.Bytes(name, b)
}

// Int16s adds a section of 16-bit integers.
func (w *Writer) Int16s(name string, v []int16) {
	b := make([]byte, 0, 2*len(v))
	for _, x := range v {
		b = binary.LittleEndian.AppendUint16(b, uint16(x))
	}
	w.Bytes(name, b)
}

// Uint32s adds a section of unsigned integers.
func (w *Writer) Uint32s(name string, v []uint32) {
	b := make([]byte, 0, 4*len(v))
	for _, x := range v {
		b = binary.LittleEndian.AppendUint32(b, x)
	}
	w.Bytes(name, b)
}

// Float32s adds a section of numbers.
func (w *Writer) Float32s(name string, v []float32) {
	b := make([]byte, 0, 4*len(v))
	for _, x := range v {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
	}
	w.Bytes(name, b)
}

// Strings adds a section of strings, none of which may hold a line feed.
func (w *Writer) Strings(name string, v []string) {
	w.Bytes(name, []byte(strings.Join(v, "\n")))
}

// JSON adds a section that holds v as JSON: settings, lists, small tables.
func (w *Writer) JSON(name string, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("section %s: %w", name, err)
	}
	w.Bytes(name, b)
	return nil
}

// Encode gives the whole file.
func (w *Writer) Encode() ([]byte, error) {
	dir, err := w.encodeDirectory()
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	out.WriteString(magic)
	_ = binary.Write(&out, binary.LittleEndian, [2]uint32{w.format(), uint32(len(dir))})
	out.Write(dir)
	for i, s := range w.dir.Sections {
		out.Write(make([]byte, s.Offset-out.Len()))
		out.Write(w.bodies[i])
	}
	sum := sha256.Sum256(out.Bytes())
	out.Write(sum[:])
	return out.Bytes(), nil
}

// format gives the oldest format that knows all that the file holds.
func (w *Writer) format() uint32 {
	for _, s := range w.dir.Sections {
		if s.Whole > 0 {
			return packedFormat
		}
	}
	return plainFormat
}

// encodeDirectory places the sections. Their offsets stand in the directory,
// whose length moves them: it is padded to a length that no longer changes.
func (w *Writer) encodeDirectory() ([]byte, error) {
	room := 0
	for {
		at := align(headerSize + room)
		for i := range w.dir.Sections {
			w.dir.Sections[i].Offset = at
			at = align(at + w.dir.Sections[i].Length)
		}
		dir, err := json.Marshal(w.dir)
		if err != nil {
			return nil, fmt.Errorf("directory of a model file: %w", err)
		}
		if len(dir) <= room {
			return append(dir, bytes.Repeat([]byte{' '}, room-len(dir))...), nil
		}
		room = align(len(dir) + alignment)
	}
}

func align(n int) int { return (n + alignment - 1) / alignment * alignment }

// A File is a model file that was read and found whole.
type File struct {
	name     string
	data     []byte
	dir      directory
	hash     string
	unpacked map[string]func() ([]byte, error) // packed sections, each unpacked at its first use
}

// Read checks a model file of the given kind and version. The name serves
// errors. The File refers to data, which must not change afterwards.
func Read(name string, data []byte, kind string, version int) (*File, error) {
	f := &File{name: name, data: data}
	if len(data) < headerSize || string(data[:len(magic)]) != magic {
		return nil, f.fail(ErrNotModel)
	}
	if v := binary.LittleEndian.Uint32(data[len(magic):]); v < plainFormat || v > packedFormat {
		return nil, fmt.Errorf("%s: %w: its format is %d, this program reads %d to %d", name, ErrVersion, v, plainFormat, packedFormat)
	}
	length := int(binary.LittleEndian.Uint32(data[len(magic)+4:]))
	if length > len(data)-headerSize-sha256.Size {
		return nil, f.fail(ErrCutShort)
	}
	if err := json.Unmarshal(data[headerSize:headerSize+length], &f.dir); err != nil {
		return nil, f.fail(ErrAltered)
	}
	if err := f.checkBody(); err != nil {
		return nil, err
	}
	f.readyPacked()
	if f.dir.Kind != kind {
		return nil, fmt.Errorf("%s: %w: it is for %q, wanted is %q", name, ErrKind, f.dir.Kind, kind)
	}
	if f.dir.Version != version {
		return nil, fmt.Errorf("%s: %w: it is version %d of %s, this program reads %d", name, ErrVersion, f.dir.Version, kind, version)
	}
	return f, nil
}

// checkBody sees that every section lies in the file and that the hash fits.
func (f *File) checkBody() error {
	end, whole := headerSize, 0
	for _, s := range f.dir.Sections {
		whole += min(max(s.Whole, 0), mostUnpacked+1)
		if s.Offset < headerSize || s.Length < 0 || s.Offset > math.MaxInt32 || s.Length > math.MaxInt32 || s.Whole < 0 || whole > mostUnpacked {
			return f.fail(ErrAltered)
		}
		end = max(end, s.Offset+s.Length)
	}
	if end+sha256.Size > len(f.data) {
		return f.fail(ErrCutShort)
	}
	body, sum := f.data[:len(f.data)-sha256.Size], f.data[len(f.data)-sha256.Size:]
	hash := sha256.New()
	_, _ = hash.Write(body)
	if !bytes.Equal(hash.Sum(nil), sum) {
		return f.fail(ErrAltered)
	}
	_, _ = hash.Write(sum)
	f.hash = hex.EncodeToString(hash.Sum(nil))
	return nil
}

func (f *File) fail(err error) error { return fmt.Errorf("%s: %w", f.name, err) }

// Name is the name the file was read under.
func (f *File) Name() string { return f.name }

// SHA256 is the hex hash of the whole file.
func (f *File) SHA256() string { return f.hash }

// Size is the whole file's length in bytes.
func (f *File) Size() int64 { return int64(len(f.data)) }

// Note gives a text kept beside the weights, "" where there is none.
func (f *File) Note(key string) string { return f.dir.Notes[key] }

// Sections lists the names of the sections, in the order they were written.
func (f *File) Sections() []string {
	names := make([]string, len(f.dir.Sections))
	for i, s := range f.dir.Sections {
		names[i] = s.Name
	}
	return names
}

// Has says whether there is a section of a name.
func (f *File) Has(name string) bool {
	return slices.ContainsFunc(f.dir.Sections, func(s section) bool { return s.Name == name })
}

// Bytes gives a section where it lies, or unpacked where it is packed; it must
// not be changed.
func (f *File) Bytes(name string) ([]byte, error) {
	if unpacked, ok := f.unpacked[name]; ok {
		return unpacked()
	}
	for _, s := range f.dir.Sections {
		if s.Name == name {
			return f.data[s.Offset : s.Offset+s.Length : s.Offset+s.Length], nil
		}
	}
	return nil, fmt.Errorf("%s: %w: %s", f.name, ErrSection, name)
}

// JSON fills v from a section.
func (f *File) JSON(name string, v any) error {
	b, err := f.Bytes(name)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, v); err != nil {
		return fmt.Errorf("%s: %w: %s: %v", f.name, ErrSection, name, err)
	}
	return nil
}

// Strings gives a section of strings.
func (f *File) Strings(name string) ([]string, error) {
	b, err := f.Bytes(name)
	if err != nil || len(b) == 0 {
		return nil, err
	}
	return strings.Split(string(b), "\n"), nil
}

// Uint32s gives a copy of a section of unsigned integers.
func (f *File) Uint32s(name string) ([]uint32, error) {
	b, err := f.sized(name, 4)
	if err != nil {
		return nil, err
	}
	v := make([]uint32, len(b)/4)
	for i := range v {
		v[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return v, nil
}

// Int16s gives a copy of a section of 16-bit integers.
func (f *File) Int16s(name string) ([]int16, error) {
	b, err := f.sized(name, 2)
	if err != nil {
		return nil, err
	}
	v := make([]int16, len(b)/2)
	for i := range v {
		v[i] = int16(binary.LittleEndian.Uint16(b[2*i:]))
	}
	return v, nil
}

// Int8s gives a copy of a section of signed bytes.
func (f *File) Int8s(name string) ([]int8, error) {
	b, err := f.Bytes(name)
	if err != nil {
		return nil, err
	}
	v := make([]int8, len(b))
	for i, x := range b {
		v[i] = int8(x)
	}
	return v, nil
}

// Float32s gives a copy of a section of numbers.
func (f *File) Float32s(name string) ([]float32, error) {
	b, err := f.sized(name, 4)
	if err != nil {
		return nil, err
	}
	v := make([]float32, len(b)/4)
	for i := range v {
		v[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return v, nil
}

// sized gives a section whose length must be a multiple of an element's.
func (f *File) sized(name string, element int) ([]byte, error) {
	b, err := f.Bytes(name)
	if err != nil {
		return nil, err
	}
	if len(b)%element != 0 {
		return nil, fmt.Errorf("%s: %w: %s", f.name, ErrSection, name)
	}
	return b, nil
}
