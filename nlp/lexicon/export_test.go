package lexicon

// AllKinds gives the whole list of kinds.
func AllKinds() map[string][]string { return kinds() }
