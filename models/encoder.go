package models

import _ "embed"

//go:embed encoder/model.bin
var encoderModel []byte

// Encoder gives the weights of package quoth/nlp/encoder.
func Encoder() []byte { return encoderModel }
