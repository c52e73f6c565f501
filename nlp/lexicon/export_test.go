package lexicon

// AllKinds gives the whole list of kinds.
func AllKinds() map[string][]string { return kinds() }

// AllBodyKinds gives the whole list of kinds of bodies.
func AllBodyKinds() map[string][]string { return bodyKinds() }
