package object

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"gocloud.dev/blob"
	"gocloud.dev/gcerrors"
)

// Errors of stores.
var (
	// ErrURL says that a URL names no place in a store. Write
	// scheme://bucket/key?options.
	ErrURL = errors.New("no place in a store")

	// ErrTaken says that a key that must not be there is there.
	ErrTaken = errors.New("key is taken")
)

// schemes are the stores that are known.
var schemes = []string{"s3", "gs", "azblob"}

// IsURL says whether a name is that of a place in a store, and not of a file.
func IsURL(name string) bool {
	scheme, _, ok := strings.Cut(name, "://")
	return ok && slices.Contains(schemes, scheme)
}

// A Bucket is a bucket of a store, open.
type Bucket struct {
	blobs *blob.Bucket
	name  string // scheme://bucket
}

// Open opens the bucket of a URL, and gives the key, or the prefix of keys, that
// the URL names in it: "" for the whole bucket. No request is made. The error is
// ErrURL, wrapped, or that of the driver, which says what it misses.
func Open(ctx context.Context, name string) (*Bucket, string, error) {
	u, err := url.Parse(name)
	switch {
	case err != nil:
		return nil, "", fmt.Errorf("%w: %s", ErrURL, err)
	case !IsURL(name) || u.Host == "":
		return nil, "", fmt.Errorf("%w: %s: wanted is scheme://bucket/key with one of %s", ErrURL, name, strings.Join(schemes, ", "))
	case u.User != nil:
		return nil, "", fmt.Errorf("%w: a URL must hold no credentials", ErrURL)
	}
	key := strings.TrimPrefix(u.Path, "/")
	bare := url.URL{Scheme: u.Scheme, Host: u.Host, RawQuery: withDefaults(u.Scheme, u.Query()).Encode()}
	blobs, err := blob.OpenBucket(ctx, bare.String())
	if err != nil {
		return nil, "", fmt.Errorf("%s: %w", Name(name), err)
	}
	return &Bucket{blobs: blobs, name: u.Scheme + "://" + u.Host}, key, nil
}

// withDefaults sets options of the driver that the URL leaves open. Amazon's
// library warns on standard error of every answer without a checksum; and only
// Amazon's own stores know its checksums in requests.
func withDefaults(scheme string, options url.Values) url.Values {
	if scheme != "s3" {
		return options
	}
	defaults := map[string]string{"response_checksum_validation": "when_required"}
	if options.Has("endpoint") {
		defaults["request_checksum_calculation"] = "when_required"
	}
	for name, value := range defaults {
		if !options.Has(name) {
			options.Set(name, value)
		}
	}
	return options
}

// Name is a URL without its options: what a message or a row may say of it.
func Name(name string) string {
	bare, _, _ := strings.Cut(name, "?")
	return bare
}

// Close lets go of the bucket.
func (b *Bucket) Close() error { return b.blobs.Close() }

// URL names a key of the bucket.
func (b *Bucket) URL(key string) string { return b.name + "/" + key }

// An Info describes one object, or a folder: what keys share up to a slash.
type Info struct {
	Key      string
	Folder   bool
	Bytes    int64
	Modified time.Time
	Tag      string // changes with the content: an ETag, or a hash; "" where the store gives none
}

// Folder lists what is directly below a prefix that ends in a slash, or is "",
// in the order of names: an object before a folder of its name.
func (b *Bucket) Folder(ctx context.Context, prefix string) ([]Info, error) {
	return b.list(ctx, &blob.ListOptions{Prefix: prefix, Delimiter: "/"})
}

// Any says whether there is an object whose key begins with a prefix.
func (b *Bucket) Any(ctx context.Context, prefix string) (bool, error) {
	_, err := b.blobs.List(&blob.ListOptions{Prefix: prefix}).Next(ctx)
	if err == io.EOF {
		return false, nil
	}
	return err == nil, b.explain(prefix, err)
}

// All lists every object whose key begins with a prefix, by key.
func (b *Bucket) All(ctx context.Context, prefix string) ([]Info, error) {
	return b.list(ctx, &blob.ListOptions{Prefix: prefix})
}

func (b *Bucket) list(ctx context.Context, options *blob.ListOptions) ([]Info, error) {
	var all []Info
	for objects := b.blobs.List(options); ; {
		o, err := objects.Next(ctx)
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, b.explain(options.Prefix, err)
		}
		if o.Key != options.Prefix { // some programs put an object where a folder begins
			all = append(all, Info{Key: o.Key, Folder: o.IsDir, Bytes: o.Size, Modified: o.ModTime, Tag: tagOf(o)})
		}
	}
	slices.SortStableFunc(all, func(x, y Info) int {
		return strings.Compare(strings.TrimSuffix(x.Key, "/"), strings.TrimSuffix(y.Key, "/"))
	})
	return all, nil
}

// Stat describes an object; fs.ErrNotExist where there is none.
func (b *Bucket) Stat(ctx context.Context, key string) (Info, error) {
	a, err := b.blobs.Attributes(ctx, key)
	if err != nil {
		return Info{}, b.explain(key, err)
	}
	return Info{Key: key, Bytes: a.Size, Modified: a.ModTime, Tag: a.ETag}, nil
}

// Remove removes an object; nil where there is none.
func (b *Bucket) Remove(ctx context.Context, key string) error {
	if err := b.blobs.Delete(ctx, key); err != nil && gcerrors.Code(err) != gcerrors.NotFound {
		return b.explain(key, err)
	}
	return nil
}

// Bounds of writing: the drivers hold so many buffers of an object that is on
// its way.
const (
	writeBuffer  = 8 << 20
	writeBuffers = 2
)

// Write makes an object of a stream. It is there as a whole, or not at all. With
// fresh, the key must not be there, else the error is ErrTaken; a store that
// doesn't know such a condition writes over it.
func (b *Bucket) Write(ctx context.Context, key string, from io.Reader, fresh bool) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // before Close, it keeps what was not written whole from appearing
	w, err := b.blobs.NewWriter(ctx, key, &blob.WriterOptions{
		BufferSize: writeBuffer, MaxConcurrency: writeBuffers, ContentType: contentType(key), DisableContentTypeDetection: true, IfNotExist: fresh,
	})
	if err != nil {
		return b.explain(key, err)
	}
	if _, err := io.Copy(w, from); err != nil {
		cancel()
		w.Close()
		return b.explain(key, err)
	}
	return b.explain(key, w.Close())
}

func contentType(key string) string {
	switch path.Ext(key) {
	case ".json":
		return "application/json"
	case ".jsonl", ".csv", ".sql":
		return "text/plain; charset=utf-8"
	}
	return "application/octet-stream"
}

// explain gives errors of stores the names that those of files have.
func (b *Bucket) explain(key string, err error) error {
	if err == nil {
		return nil
	}
	err = fmt.Errorf("%s: %w", b.URL(key), err)
	switch gcerrors.Code(err) {
	case gcerrors.NotFound:
		return fmt.Errorf("%w: %w", fs.ErrNotExist, err)
	case gcerrors.PermissionDenied:
		return fmt.Errorf("%w: %w", fs.ErrPermission, err)
	case gcerrors.FailedPrecondition, gcerrors.AlreadyExists:
		return fmt.Errorf("%w: %w", ErrTaken, err)
	}
	return err
}
