package models

import _ "embed"

//go:embed quote/model.bin
var quoteModel []byte

// Quote is the model of package quoth/nlp/quote.
func Quote() []byte { return quoteModel }
