//go:build !nostores

package object

import (
	"encoding/hex"

	"cloud.google.com/go/storage"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/container"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"gocloud.dev/blob"
	_ "gocloud.dev/blob/azureblob" // azblob://
	_ "gocloud.dev/blob/gcsblob"   // gs://
	_ "gocloud.dev/blob/s3blob"    // s3://
)

// tagOf gives what tells one content of an object from another. Lists have it,
// under a name of each provider's own.
func tagOf(o *blob.ListObject) string {
	var amazon types.Object
	var google storage.ObjectAttrs
	var azure container.BlobItem
	switch {
	case o.As(&amazon) && amazon.ETag != nil:
		return *amazon.ETag
	case o.As(&google) && google.Etag != "":
		return google.Etag
	case o.As(&azure) && azure.Properties != nil && azure.Properties.ETag != nil:
		return string(*azure.Properties.ETag)
	}
	return hex.EncodeToString(o.MD5)
}
