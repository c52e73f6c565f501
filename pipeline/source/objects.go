package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"quoth/pipeline/object"
)

// objectsRoot is what Set.Root says of sources in stores: their names are whole.
const objectsRoot = "objects"

// A remote is where an input lies in a store.
type remote struct {
	bucket *object.Bucket
	key    string // of an object, or of a folder, with a slash at its end; "" for the whole bucket
	folder bool
	glob   string // of the keys in the folder; "" for all
}

// expandObjects gives the input that a URL stands for: an object, all objects in
// a folder of keys, or those whose keys match a glob.
func expandObjects(ctx context.Context, given string) (input, error) {
	bucket, key, err := object.Open(ctx, given)
	if err != nil {
		return input{}, fmt.Errorf("%w: %w", ErrNoInput, err)
	}
	at := &remote{bucket: bucket, key: key, folder: key == "" || strings.HasSuffix(key, "/")}
	if i := strings.IndexAny(key, "*["); i >= 0 {
		at.glob, at.folder = key, true
		at.key = key[:strings.LastIndexByte(key[:i], '/')+1]
		if _, err := path.Match(key, ""); err != nil {
			return input{}, fmt.Errorf("%w: %s is no glob: %w", ErrNoInput, object.Name(given), err)
		}
	} else if !at.folder {
		_, err := bucket.Stat(ctx, key)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			at.key, at.folder = key+"/", true
		case err != nil:
			return input{}, fmt.Errorf("%w: %w", ErrDisk, err)
		}
	}
	in := input{path: given, name: bucket.URL(strings.TrimSuffix(at.key, "/")), remote: at}
	if at.key == "" {
		in.name = strings.TrimSuffix(bucket.URL(""), "/")
	}
	return in, at.there(ctx, given)
}

// there returns ErrNoInput where nothing is in a folder of keys.
func (at *remote) there(ctx context.Context, given string) error {
	if !at.folder {
		return nil
	}
	any, err := at.bucket.Any(ctx, at.key)
	switch {
	case errors.Is(err, fs.ErrNotExist), err == nil && !any:
		return errors.Join(fmt.Errorf("%w: %s: there is no such object, and none below it", ErrNoInput, object.Name(given)), err)
	case err != nil:
		return fmt.Errorf("%w: %w", ErrDisk, err)
	}
	return nil
}

// remote walks an input in a store.
func (w *walker) remote(in input) bool {
	at := in.remote
	if at.folder {
		return w.keys(at, at.key, 0)
	}
	info, err := at.bucket.Stat(w.ctx, at.key)
	if errors.Is(err, fs.ErrNotExist) {
		return w.yield(entry{name: in.name, fault: fault(StageRead, Unreadable, "it is gone")})
	}
	if err != nil {
		return w.yield(entry{name: in.name, err: err})
	}
	return w.yield(at.entry(info))
}

func (at *remote) entry(info object.Info) entry {
	return entry{
		path: info.Key, name: at.bucket.URL(info.Key), bytes: info.Bytes, modified: info.Modified, tag: info.Tag,
		open: func(ctx context.Context) (io.ReadCloser, error) { return at.bucket.OpenFile(ctx, info.Key) },
	}
}

// keys walks a folder of keys, in the order in which files of folders are read.
func (w *walker) keys(at *remote, folder string, depth int) bool {
	name := strings.TrimSuffix(at.bucket.URL(folder), "/")
	if depth >= w.limits.FolderDepth {
		return w.yield(entry{name: name, fault: fault(StageRead, TooDeep, "more than %d folders inside each other", w.limits.FolderDepth)})
	}
	all, err := at.bucket.Folder(w.ctx, folder)
	if err != nil {
		return w.yield(entry{name: name, err: err})
	}
	for _, info := range all {
		step := strings.TrimSuffix(strings.TrimPrefix(info.Key, folder), "/")
		switch {
		case hidden(step):
			w.skip("hidden")
			continue
		case info.Folder:
			if at.mayMatch(info.Key) && !w.keys(at, info.Key, depth+1) {
				return false
			}
			continue
		case at.matches(info.Key) && !w.yield(at.entry(info)):
			return false
		}
	}
	return true
}

func (at *remote) matches(key string) bool {
	if at.glob == "" {
		return true
	}
	ok, err := path.Match(at.glob, key)
	return ok && err == nil
}

// mayMatch says whether a key in a folder may match the glob: its steps do, as
// far as they go.
func (at *remote) mayMatch(folder string) bool {
	if at.glob == "" {
		return true
	}
	steps := strings.Split(at.glob, "/")
	n := strings.Count(folder, "/")
	if n >= len(steps) {
		return false
	}
	ok, err := path.Match(strings.Join(steps[:n], "/"), strings.TrimSuffix(folder, "/"))
	return ok && err == nil
}

// holds says whether an output in a store lies in the input, or the input in it.
func (at *remote) holds(output string) bool {
	slashed := func(s string) string { return strings.TrimSuffix(s, "/") + "/" }
	in, out := slashed(at.bucket.URL(at.key)), slashed(object.Name(output))
	return at.folder && strings.HasPrefix(out, in) || strings.HasPrefix(in, out)
}
