package commit

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"quoth/pipeline/object"
)

// ErrNothingThere says that a place in a store holds no finished run.
var ErrNothingThere = errors.New("no finished run in the store")

// mostFetches is how often a run is fetched that is replaced meanwhile.
const mostFetches = 3

// Fetch copies the finished run of an output in a store into a folder of this
// machine, where it looks like one that was published there: wanted chooses the
// parts, by their names; nil takes all. The error is ErrNothingThere or that of
// the store, wrapped.
func Fetch(ctx context.Context, url, folder string, wanted func(name string) bool) error {
	bucket, prefix, err := object.Open(ctx, url)
	if err != nil {
		return err
	}
	defer bucket.Close()
	if prefix != "" && !strings.HasSuffix(prefix, "/") {
		prefix += "/"
	}
	o := &objects{ctx: ctx, url: url, bucket: bucket, prefix: prefix}
	for try := 1; ; try++ {
		err := o.fetch(folder, wanted)
		if err == nil || try == mostFetches || !errors.Is(err, fs.ErrNotExist) || errors.Is(err, ErrNothingThere) {
			return err
		}
	}
}

func (o *objects) fetch(folder string, wanted func(string) bool) error {
	var err error
	if o.manifest, err = o.read(Manifest); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: %s", ErrNothingThere, object.Name(o.url))
	} else if err != nil {
		return err
	}
	listing, err := ReadListing(o.manifest)
	if err != nil {
		return err
	}
	for _, t := range listing.Tables {
		for _, p := range t.Parts {
			if !isPart(path.Clean("/" + p.Path)[1:]) {
				return fmt.Errorf("%s: %w: a part is named %s", object.Name(o.url), ErrForeign, p.Path)
			}
			if wanted == nil || wanted(p.Path) {
				err = errors.Join(err, o.fetchFile(o.keyOf(o.manifest, p.Path), folder, p.Path))
			}
		}
	}
	beside := o.prefix + metaFolder + runName(o.manifest) + "/"
	all, listErr := o.bucket.All(o.ctx, beside)
	if err := errors.Join(err, listErr); err != nil {
		return err
	}
	for _, info := range all {
		if err := o.fetchFile(info.Key, folder, path.Base(info.Key)); err != nil {
			return err
		}
	}
	if err := os.WriteFile(filepath.Join(folder, Manifest), o.manifest, 0o600); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, Success), nil, 0o600)
}

func (o *objects) fetchFile(key, folder, name string) error {
	from, err := o.bucket.OpenFile(o.ctx, key)
	if err != nil {
		return err
	}
	defer from.Close()
	to := filepath.Join(folder, filepath.FromSlash(path.Clean("/"+name)))
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	file, err := os.Create(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(file, from)
	return errors.Join(err, file.Close())
}
