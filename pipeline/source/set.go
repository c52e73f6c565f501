package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"quoth/pipeline/limit"
	"quoth/pipeline/object"
)

// Stdin is the name that stands for standard input.
const Stdin = "-"

// Options say what to read and how.
type Options struct {
	Inputs []string  // files, folders, globs, Stdin
	Stdin  io.Reader // what Stdin reads; nil for none

	// Fields maps the names of an article's fields (FieldNames) to the names
	// that the records use: "text" to "body". A name with dots goes into
	// objects: "content.body".
	Fields map[string]string

	// Format says what every file is, instead of its content: FormatText or
	// FormatJSONL; "" tells each by content.
	Format Format

	// FollowLinks walks into symbolic links below the inputs; loops are found.
	// An input that is itself a link is always followed.
	FollowLinks bool

	// Only chooses the files that Items reads, by their sources; nil reads all.
	Only func(file string) bool

	// Unfinished leaves it to the caller to Finish items: finding the article of
	// a web page takes longer than all other reading.
	Unfinished bool

	// Since passes over files that were not modified after it, and StateFile over
	// those that it remembers as they are: the files of runs after which SaveState
	// was called. Standard input is always read. Zero and "" for none.
	Since     time.Time
	StateFile string

	Limits limit.Limits
}

// A File is an input file as it was read.
type File struct {
	Source string `json:"source"`
	Bytes  int64  `json:"bytes"`  // as stored; -1 where it could not be opened
	SHA256 string `json:"sha256"` // hex, of the stored bytes; "" where not all were read
}

// A Set is what Open found.
type Set struct {
	options Options
	fields  fields
	inputs  []input

	// Root is the folder that sources are relative to; "" where standard input
	// is all there is.
	Root string

	// Files and Bytes are what is there to read, as far as can be told before
	// it is read: standard input counts as one file of no bytes.
	Files int
	Bytes int64

	// Skipped counts what lies in folders and archives and is not read, by
	// reason: "hidden" (names that begin with a dot or an underscore), "link",
	// "special"; and what containers hold that is no article by design: records
	// of Web archives that are "no_response", pages of another "http_status" or
	// "media_type", items of wires that are "not_text" or "withdrawn". It is
	// complete once Items has ended.
	Skipped map[string]int64

	// Opened is called by Items for every file that it is done with, in order;
	// nil for nobody.
	Opened func(File)

	state *state // nil for none
	read  int64  // bytes of finished and current files, as stored
}

// An input is one file, folder or standard input that was found.
type input struct {
	path   string // as the system opens it
	name   string // as Item.Source gives it; "" for a folder that is itself the root
	folder bool
	remote *remote // nil for what is on this machine
}

// Open finds the inputs and counts what they hold. It returns ErrNoInput where
// one is not there, ErrNothingToRead where there is no file in any of them,
// ErrField for a mapping it doesn't know, ErrState for a file of state that it
// can't use, ErrDisk where a store doesn't answer; all wrapped with the name. A
// set whose files were all passed over has no Files, and no error.
func Open(options Options) (*Set, error) {
	s := &Set{options: options, Skipped: map[string]int64{}}
	var err error
	if s.fields, err = newFields(options.Fields); err != nil {
		return nil, err
	}
	if options.StateFile != "" {
		if s.state, err = openState(options.StateFile); err != nil {
			return nil, err
		}
	}
	if s.inputs, s.Root, err = find(options.Inputs); err != nil {
		return nil, err
	}
	for e := range s.walk(true) {
		if e.err != nil {
			return nil, fmt.Errorf("%w: %w", ErrDisk, e.err)
		}
		s.Files++
		s.Bytes += e.bytes
	}
	if s.Files == 0 && s.Skipped["older"]+s.Skipped["seen"] == 0 {
		return nil, fmt.Errorf("%w in %s", ErrNothingToRead, strings.Join(options.Inputs, ", "))
	}
	return s, nil
}

// beginState makes ready to note what is read.
func (s *Set) beginState() error {
	if s.state == nil {
		return nil
	}
	return s.state.begin()
}

// SaveState remembers the files that Items, or Changed, has read to their end
// since it was called last, for sets that are opened later. It is called when
// what became of them is safe. The error is ErrState.
func (s *Set) SaveState() error {
	if s.state == nil {
		return nil
	}
	return s.state.save()
}

// DropState forgets what SaveState was not called for.
func (s *Set) DropState() {
	if s.state != nil {
		s.state.drop()
	}
}

// HasStdin says whether standard input is among the inputs; such a set can be
// read only once.
func (s *Set) HasStdin() bool {
	return slices.ContainsFunc(s.inputs, func(in input) bool { return in.path == Stdin })
}

// BytesRead is how much of Bytes has been read. It may be called from Items'
// loop body only.
func (s *Set) BytesRead() int64 { return s.read }

// Items yields every article and fault, in order. An error ends it: ErrDisk,
// wrapped with the name, or that of the context.
func (s *Set) Items(ctx context.Context) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		s.read = 0
		if err := s.beginState(); err != nil {
			yield(Item{}, err)
			return
		}
		for e := range s.walk(false) {
			if e.err != nil {
				yield(Item{}, fmt.Errorf("%w: %w", ErrDisk, e.err))
				return
			}
			if s.options.Only != nil && !s.options.Only(e.name) {
				continue
			}
			if e.fault != nil {
				if !yield(Item{Source: e.name, File: e.name, Fault: e.fault}, nil) {
					return
				}
				continue
			}
			named := func(i Item, err error) bool {
				i.File = e.name
				if !s.options.Unfinished {
					i.Finish()
				}
				return yield(i, err)
			}
			if !s.readFile(ctx, e, named) {
				return
			}
		}
	}
}

// find turns the inputs as given into inputs with names. Names are relative to
// the deepest folder that holds all of them, and stand in the order of names, so
// that it doesn't matter how they were given.
func find(given []string) ([]input, string, error) {
	var inputs []input
	var roots []string
	for _, g := range given {
		if g == Stdin {
			inputs = append(inputs, input{path: Stdin, name: Stdin})
			continue
		}
		if object.IsURL(g) {
			in, err := expandObjects(context.Background(), g)
			if err != nil {
				return nil, "", err
			}
			inputs = append(inputs, in)
			continue
		}
		found, root, err := expand(g)
		if err != nil {
			return nil, "", err
		}
		inputs = append(inputs, found...)
		roots = append(roots, root)
	}
	if len(inputs) == 0 {
		return nil, "", fmt.Errorf("%w: no input was named", ErrNothingToRead)
	}
	root, err := nameInputs(inputs, roots)
	if slices.ContainsFunc(inputs, func(in input) bool { return in.remote != nil }) {
		if root != "" {
			return nil, "", fmt.Errorf("%w: files and objects of stores can't be read in one run, since they have no common order", ErrNoInput)
		}
		root = objectsRoot
	}
	slices.SortStableFunc(inputs, func(a, b input) int { return Compare(a.name, b.name) })
	return inputs, root, err
}

// expand gives the inputs that one argument stands for, and the folder that its
// names are relative to.
func expand(given string) ([]input, string, error) {
	info, err := os.Stat(given)
	switch {
	case err == nil && info.IsDir():
		return []input{{path: given, folder: true}}, given, nil
	case err == nil:
		return []input{{path: given}}, filepath.Dir(given), nil
	case !strings.ContainsAny(given, "*?["):
		return nil, "", fmt.Errorf("%w: %s: %w", ErrNoInput, given, plainError(err))
	}
	matches, err := filepath.Glob(given)
	if err != nil {
		return nil, "", fmt.Errorf("%w: %s is no glob: %w", ErrNoInput, given, err)
	}
	if len(matches) == 0 {
		return nil, "", fmt.Errorf("%w: nothing matches %s", ErrNoInput, given)
	}
	var inputs []input
	for _, m := range matches {
		info, err := os.Stat(m)
		inputs = append(inputs, input{path: m, folder: err == nil && info.IsDir()})
	}
	return inputs, globRoot(given), nil
}

// globRoot is the part of a glob before the first element with a wildcard.
func globRoot(glob string) string {
	root := glob
	for strings.ContainsAny(root, "*?[") {
		root = filepath.Dir(root)
	}
	return root
}

// nameInputs gives every input its name, relative to what all roots share, which
// it returns.
func nameInputs(inputs []input, roots []string) (string, error) {
	shared := ""
	for i, r := range roots {
		abs, err := filepath.Abs(r)
		if err != nil {
			return "", fmt.Errorf("%w: %s: %w", ErrNoInput, r, err)
		}
		if i == 0 {
			shared = abs
		}
		for !within(abs, shared) {
			shared = filepath.Dir(shared)
		}
	}
	for i := range inputs {
		if inputs[i].path == Stdin || inputs[i].remote != nil {
			continue
		}
		abs, err := filepath.Abs(inputs[i].path)
		if err != nil {
			return "", fmt.Errorf("%w: %s: %w", ErrNoInput, inputs[i].path, err)
		}
		rel, err := filepath.Rel(shared, abs)
		if err != nil {
			return "", fmt.Errorf("%w: %s: %w", ErrNoInput, inputs[i].path, err)
		}
		if rel != "." {
			inputs[i].name = filepath.ToSlash(rel)
		}
	}
	return shared, nil
}

// within says whether the absolute path is the folder or lies below it.
func within(abs, folder string) bool {
	if abs == folder || folder == string(filepath.Separator) {
		return true
	}
	return strings.HasPrefix(abs, folder+string(filepath.Separator))
}

// plainError leaves out the name of the call and the path, which the message
// has already.
func plainError(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// Holds says whether a path lies in, or is, one of the inputs' folders, and
// whether one of the inputs lies below the path: an output there would be read
// as input.
func (s *Set) Holds(given string) bool {
	inStore := object.IsURL(given)
	abs := realPath(given)
	for _, in := range s.inputs {
		if in.remote != nil && inStore && in.remote.holds(given) {
			return true
		}
		if in.path == Stdin || inStore || in.remote != nil {
			continue
		}
		at := realPath(in.path)
		if in.folder && within(abs, at) || within(at, abs) {
			return true
		}
	}
	return false
}

// realPath follows links as far as the path exists.
func realPath(given string) string {
	abs, err := filepath.Abs(given)
	if err != nil {
		return path.Clean(given)
	}
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		return real
	}
	parent := filepath.Dir(abs)
	if parent == abs {
		return abs
	}
	return filepath.Join(realPath(parent), filepath.Base(abs))
}
