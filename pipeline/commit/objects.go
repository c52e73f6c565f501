package commit

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
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

// metaFolder holds, in an output in a store, what belongs to a run beside its
// parts, in a folder that has the run's name.
const metaFolder = "_meta/"

// objects is an output in a store. A store has no folders to exchange: a run's
// parts are written under keys that no other content has, what else belongs to
// the run under its own name, and run.json last, in the place of the one before:
// this one object says which run the output holds. _SUCCESS follows, with the
// name of the run, and then what belongs to no run any more is removed.
//
// The files of a run are made in a folder of this machine, which is locked too,
// and in which the journal stays.
type objects struct {
	*folder
	ctx      context.Context // of all requests: a run looks before Publish whether it has to stop
	url      string          // as given
	bucket   *object.Bucket
	prefix   string // of all keys; "" or with a slash at its end
	lease    *lease
	manifest []byte // of the finished run; nil for none
}

func openObjects(fsys FS, url, holder string) (*objects, error) {
	ctx := context.Background()
	bucket, prefix, err := object.Open(ctx, url)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotWritable, err)
	}
	if prefix != "" && !strings.HasSuffix(prefix, "/") {
		prefix += "/"
	}
	o := &objects{ctx: ctx, url: url, bucket: bucket, prefix: prefix}
	if err := o.open(fsys, holder); err != nil {
		return nil, errors.Join(Explain(err), bucket.Close())
	}
	return o, nil
}

func (o *objects) open(fsys FS, holder string) error {
	scratch, err := scratchFolder(o.url)
	if err != nil {
		return err
	}
	if o.folder, err = openFolder(fsys, scratch, holder); err != nil {
		return err
	}
	words, dead := leaseWords(holder), o.deadLeases()
	if err = o.noteLease(words, dead); err == nil {
		o.lease, err = takeLease(o.ctx, o.bucket, o.prefix, words, dead)
	}
	if err != nil {
		return errors.Join(err, o.folder.Close())
	}
	if o.manifest, err = o.read(Manifest); err == nil {
		err = o.markWhole()
	} else if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	if err != nil {
		return errors.Join(err, o.Close())
	}
	return nil
}

// leaseName is the file on this machine that holds the words of locks in the
// store that runs of this machine took and perhaps did not release. Whoever has
// the lock of the folder knows by it that their holders have died, and need not
// wait for their silence.
const leaseName = "_lease"

// mostDead is how much is remembered of dead holders, in bytes.
const mostDead = 8 << 10

func (o *objects) deadLeases() []byte {
	f, err := o.fs.Open(o.in(leaseName))
	if err != nil {
		return nil
	}
	defer f.Close()
	words, err := io.ReadAll(f)
	if err != nil {
		return nil
	}
	return words[max(0, len(words)-mostDead):]
}

func (o *objects) noteLease(words, dead []byte) error {
	if err := o.removeIfThere(o.in(leaseName)); err != nil {
		return err
	}
	f, err := o.fs.Create(o.in(leaseName))
	if err != nil {
		return err
	}
	_, err = f.Write(append(dead, words...))
	return errors.Join(err, f.Close())
}

// scratchFolder is where the runs of an output are made: the same one for every
// run, so that a stopped one can be resumed; where the user has no such place,
// one that only this run has.
func scratchFolder(url string) (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return os.MkdirTemp("", "quoth-")
	}
	hash := sha256.Sum256([]byte(url))
	return filepath.Join(cache, "quoth", "outputs", hex.EncodeToString(hash[:16])), nil
}

// Path is the URL as it was given.
func (o *objects) Path() string { return o.url }

// Finished says whether there was a manifest.
func (o *objects) Finished() bool { return o.manifest != nil }

// named says in an error what it concerns.
func (o *objects) named(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", object.Name(o.url), Explain(err))
}

// Begin implements place.
func (o *objects) Begin(replace bool) error {
	all, err := o.bucket.All(o.ctx, o.prefix)
	if err != nil {
		return o.named(err)
	}
	for _, info := range all {
		if !ours(strings.TrimPrefix(info.Key, o.prefix)) {
			return o.named(fmt.Errorf("%w: %s", ErrForeign, info.Key))
		}
	}
	if o.Finished() && !replace {
		return o.named(ErrExists)
	}
	return o.folder.Begin(false)
}

// ours says whether a key below the output is one that a run gives.
func ours(name string) bool {
	switch name {
	case Success, Manifest, DataPackage, Croissant:
		return true
	}
	return strings.HasPrefix(name, leaseFolder) || strings.HasPrefix(name, metaFolder) || isPart(name)
}

// isPart says whether a name is that of a part of a table.
func isPart(name string) bool {
	return strings.Contains(name, "/") && strings.HasPrefix(path.Base(name), "part-")
}

// Create implements place. A part gets a name that holds its hash.
func (o *objects) Create(name string) (*Writer, error) {
	w, err := o.folder.Create(name)
	if err == nil && isPart(name) {
		w.named = o.namePart
	}
	return w, err
}

func (o *objects) namePart(p Part) (Part, error) {
	ext := path.Ext(p.Path)
	name := strings.TrimSuffix(p.Path, ext) + "-" + p.SHA256[:16] + ext
	if err := o.fs.Rename(o.in(staging, filepath.FromSlash(p.Path)), o.in(staging, filepath.FromSlash(name))); err != nil {
		return Part{}, fmt.Errorf("%s: %w", name, Explain(err))
	}
	p.Path = name
	return p, nil
}

// Keep implements place. A part stays where it is; all else is of one run alone
// and is copied.
func (o *objects) Keep(name string) error {
	if isPart(name) {
		return nil
	}
	return keepCopy(o, name)
}

// runName names a run by its manifest.
func runName(manifest []byte) string {
	hash := sha256.Sum256(manifest)
	return hex.EncodeToString(hash[:16])
}

// keyOf gives the key of a file of a run.
func (o *objects) keyOf(manifest []byte, name string) string {
	if name == Manifest || name == Success || isPart(name) {
		return o.prefix + name
	}
	return o.prefix + metaFolder + runName(manifest) + "/" + name
}

// OpenPublished implements place.
func (o *objects) OpenPublished(name string) (ReadFile, error) {
	f, err := o.bucket.OpenFile(o.ctx, o.keyOf(o.manifest, name))
	if err != nil {
		return nil, o.named(err)
	}
	return f, nil
}

func (o *objects) read(name string) ([]byte, error) {
	f, err := o.bucket.OpenFile(o.ctx, o.prefix+name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// Publish implements place.
func (o *objects) Publish() error {
	manifest, err := o.readStaged(Manifest)
	if err != nil {
		return o.named(err)
	}
	err = o.upload(manifest)
	if err == nil {
		err = errors.Join(o.present(manifest), o.lease.check(o.ctx))
	}
	if err != nil {
		return o.named(err)
	}
	if err := o.replaceManifest(manifest); err != nil {
		return o.named(err)
	}
	if err := o.markWhole(); err != nil {
		return o.named(fmt.Errorf("the run is published, and the next one will mark it as whole: %w", err))
	}
	o.sweep() // what it can't remove the next run does
	o.fs.RemoveAll(o.in(staging))
	o.fs.RemoveAll(o.in(Journal))
	return nil
}

func (o *objects) readStaged(name string) ([]byte, error) {
	f, err := o.OpenStaged(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// upload writes all files of the run but the manifest.
func (o *objects) upload(manifest []byte) error {
	names, err := o.stagedFiles("")
	for _, name := range names {
		if err != nil {
			return err
		}
		if name != Manifest {
			err = o.uploadFile(name, o.keyOf(manifest, name))
		}
	}
	return err
}

// present says by its error whether a part that the manifest lists is missing in
// the store, or has another size.
func (o *objects) present(manifest []byte) error {
	listing, err := ReadListing(manifest)
	if err != nil {
		return err
	}
	all, err := o.bucket.All(o.ctx, o.prefix)
	if err != nil {
		return err
	}
	bytes := map[string]int64{}
	for _, info := range all {
		bytes[strings.TrimPrefix(info.Key, o.prefix)] = info.Bytes
	}
	for _, t := range listing.Tables {
		for _, p := range t.Parts {
			if n, there := bytes[p.Path]; !there || n != p.Bytes {
				return fmt.Errorf("%s: %w in the store: %d bytes of %d", p.Path, io.ErrUnexpectedEOF, n, p.Bytes)
			}
		}
	}
	return nil
}

func (o *objects) uploadFile(name, key string) error {
	f, err := o.OpenStaged(name)
	if err != nil {
		return err
	}
	defer f.Close()
	return o.bucket.Write(o.ctx, key, f, false)
}

// stagedFiles lists the files below a staged folder, sorted.
func (o *objects) stagedFiles(below string) ([]string, error) {
	entries, err := o.fs.ReadDir(o.in(staging, filepath.FromSlash(below)))
	var all []string
	for _, e := range entries {
		name := path.Join(below, e)
		info, statErr := o.fs.Stat(o.in(staging, filepath.FromSlash(name)))
		switch {
		case statErr != nil:
			return nil, statErr
		case !info.IsDir():
			all = append(all, name)
			continue
		}
		inner, err := o.stagedFiles(name)
		if err != nil {
			return nil, err
		}
		all = append(all, inner...)
	}
	return all, err
}

// replaceManifest makes the run the one that the output holds. Where the store's
// answer is lost, the store is asked what it holds.
func (o *objects) replaceManifest(manifest []byte) error {
	err := o.bucket.Write(o.ctx, o.prefix+Manifest, bytes.NewReader(manifest), false)
	if err != nil {
		if found, readErr := o.read(Manifest); readErr != nil || !bytes.Equal(found, manifest) {
			return err
		}
	}
	o.manifest = manifest
	return nil
}

// companions are files for other programs, which have no name but one.
var companions = []string{DataPackage, Croissant}

// markWhole puts beside the manifest what a reader finds by its name alone, and
// _SUCCESS last.
func (o *objects) markWhole() error {
	name := []byte(runName(o.manifest) + "\n")
	if found, err := o.read(Success); err == nil && bytes.Equal(found, name) {
		return nil
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, companion := range companions {
		f, err := o.bucket.OpenFile(o.ctx, o.keyOf(o.manifest, companion))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			err = o.bucket.Write(o.ctx, o.prefix+companion, f, false)
			f.Close()
		}
		if err != nil {
			return err
		}
	}
	return o.bucket.Write(o.ctx, o.prefix+Success, bytes.NewReader(name), false)
}

// sweep removes the keys that belong to no run: those of runs that were stopped
// or replaced. What the output holds the store is asked anew. Where another run
// has the lock, nothing is removed: it may be on its way.
func (o *objects) sweep() error {
	if err := o.lease.check(o.ctx); err != nil {
		return err
	}
	manifest, err := o.read(Manifest)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	var now Listing
	if manifest != nil {
		if now, err = ReadListing(manifest); err != nil {
			return err
		}
	}
	all, err := o.bucket.All(o.ctx, o.prefix)
	if err != nil {
		return err
	}
	known, meta := now.names(), metaFolder+runName(manifest)+"/"
	for _, info := range all {
		name := strings.TrimPrefix(info.Key, o.prefix)
		stale := isPart(name) && !known[name] || strings.HasPrefix(name, metaFolder) && !strings.HasPrefix(name, meta)
		if stale {
			err = errors.Join(err, o.bucket.Remove(o.ctx, info.Key))
		}
	}
	return err
}

// A Listing is what a manifest says of the files of a run.
type Listing struct {
	Tables []struct {
		Parts []Part `json:"parts"`
	} `json:"tables"`
}

// ReadListing reads the files of a run from its manifest.
func ReadListing(manifest []byte) (Listing, error) {
	var l Listing
	if err := json.Unmarshal(manifest, &l); err != nil {
		return l, fmt.Errorf("%s: %w", Manifest, err)
	}
	return l, nil
}

// names gives the paths of all files.
func (l Listing) names() map[string]bool {
	all := map[string]bool{}
	for _, t := range l.Tables {
		for _, p := range t.Parts {
			all[p.Path] = true
		}
	}
	return all
}

// Abandon implements place.
func (o *objects) Abandon(keepJournal bool) error {
	return errors.Join(o.folder.Abandon(keepJournal), o.named(o.sweep()))
}

// Close implements place.
func (o *objects) Close() error {
	err := o.named(o.lease.release(o.ctx))
	if err == nil { // else the next run here knows by the file that the lock is nobody's
		err = o.removeIfThere(o.in(leaseName))
	}
	return errors.Join(err, o.folder.Close(), o.bucket.Close())
}
