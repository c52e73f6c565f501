//go:build !linux && !darwin

package commit

// exchange needs a system that swaps two folders in one step.
func exchange(a, b string) error { return ErrNoExchange }
