package quote

import "math/bits"

// hashWord gives a hash of a word in lower case; digits count as one digit.
func hashWord(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		c := s[i]
		switch {
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		case '0' <= c && c <= '9':
			c = '0'
		}
		h = (h ^ uint32(c)) * 16777619
	}
	return finish(h)
}

// hashCased gives a hash of a word as it is written.
func hashCased(s string) uint32 {
	h := uint32(84696351)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return finish(h)
}

// finish spreads a hash over all bits (the finalizer of MurmurHash3).
func finish(h uint32) uint32 {
	h ^= h >> 16
	h *= 0x85ebca6b
	h ^= h >> 13
	h *= 0xc2b2ae35
	return h ^ h>>16
}

// join hashes a template's number with its parts.
func join(template, a, b uint32) uint32 {
	h := template*0x9e3779b1 ^ a
	h *= 0xcc9e2d51
	h = bits.RotateLeft32(h, 15) ^ b
	h *= 0x1b873593
	h ^= h >> 15
	h *= 0x85ebca6b
	return h ^ h>>13
}
