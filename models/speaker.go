package models

import _ "embed"

//go:embed speaker/model.bin
var speakerModel []byte

// Speaker is the ranker of speakers; see speaker/README.md.
func Speaker() []byte { return speakerModel }
