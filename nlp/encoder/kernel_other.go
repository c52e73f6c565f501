//go:build !amd64

package encoder

func fastKernels() []kernel { return nil }
