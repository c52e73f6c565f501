package sentiment

import (
	"errors"
	"testing"

	"quoth/models"
	"quoth/nlp/encoder"
	"quoth/nlp/modelfile"
)

func TestDamagedModels(t *testing.T) {
	good := models.Sentiment()
	altered := append([]byte(nil), good...)
	altered[len(altered)/2] ^= 1
	otherKind, err := modelfile.NewWriter("topics", modelVersion).Encode()
	if err != nil {
		t.Fatal(err)
	}
	hollow := modelfile.NewWriter(modelKind, modelVersion)
	if err := hollow.JSON("shape", shape{Dimensions: 1 << 40, Hidden: 1, Heads: 1, Wide: 1, Stance: calibration{Temperature: 1}, Polarity: calibration{Temperature: 1}}); err != nil {
		t.Fatal(err)
	}
	hollow.Strings("vocabulary", []string{encoder.UnknownPiece, targetPiece, numberPiece, markPiece})
	hollow.Int8s("vectors", nil)
	tooLittle, err := hollow.Encode()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		data []byte
		want error
	}{
		{"nothing", nil, modelfile.ErrNotModel},
		{"cut short", good[:len(good)-100], modelfile.ErrCutShort},
		{"altered", altered, modelfile.ErrAltered},
		{"another kind", otherKind, modelfile.ErrKind},
		{"parts missing", tooLittle, modelfile.ErrSection},
	} {
		if _, err := Load(c.name, c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}
