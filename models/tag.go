package models

import _ "embed"

//go:embed tag/model.bin
var tagModel []byte

// Tag gives the weights of package quoth/nlp/tag.
func Tag() []byte { return tagModel }
