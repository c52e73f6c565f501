package models

import _ "embed"

//go:embed sentiment/model.bin
var sentimentModel []byte

// Sentiment gives the weights of package quoth/nlp/sentiment.
func Sentiment() []byte { return sentimentModel }
