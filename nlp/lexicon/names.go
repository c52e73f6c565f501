package lexicon

import "strings"

// PlainName is a person's name without the titles before it and the letters
// after it: "Ana Ruiz" for "Dame Ana Ruiz KC". A single word after a title is
// left with it, for it may be a first name: "Dean Smith".
func PlainName(name string) string {
	if at := strings.LastIndexByte(name, ' '); at > 0 && IsPostNominal(name[at+1:]) {
		name = strings.TrimRight(name[:at], ", ")
	}
	for {
		first, rest, ok := strings.Cut(name, " ")
		known := Lookup(first)
		isTitle := known.Is(Honorific) || known.Is(Role) && known.Is(Singular)
		if !ok || !isTitle || !strings.Contains(rest, " ") {
			return name
		}
		name = rest
	}
}
