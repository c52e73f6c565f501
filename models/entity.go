package models

import _ "embed"

//go:embed entity/model.bin
var entityModel []byte

// Entity gives the weights of package quoth/nlp/entity.
func Entity() []byte { return entityModel }
