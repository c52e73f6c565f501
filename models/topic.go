package models

import _ "embed"

//go:embed topic/model.bin
var topicModel []byte

// Topic gives the model of IPTC Media Topics.
func Topic() []byte { return topicModel }
