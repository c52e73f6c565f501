// Package object reads and writes the objects of stores: Amazon's S3 and what
// speaks like it (s3://), Google's Cloud Storage (gs://), Azure's Blob Storage
// (azblob://).
//
// A place is written as a URL: a scheme, a bucket, a key or a prefix of keys,
// and options of gocloud.dev's drivers as a query, such as
// s3://news/2024/?region=eu-central-1. Credentials come from where each
// provider's own programs take them, never from the URL. Requests that fail are
// tried again by the drivers, and a stream that breaks goes on where it broke.
package object
