package encoder

import "golang.org/x/sys/cpu"

func fastKernels() []kernel {
	var found []kernel
	if cpu.X86.HasAVX512F && cpu.X86.HasAVX512BW && cpu.X86.HasAVX512VL && cpu.X86.HasAVX512VNNI {
		found = append(found, kernel{"AVX-512 VNNI", multiplyVNNI})
	}
	if cpu.X86.HasAVX2 {
		found = append(found, kernel{"AVX2", multiplyAVX2})
	}
	return found
}

//go:noescape
func multiplyVNNI(out *[blockTokens * blockRows]int32, numbers *int8, stride, groups int, weights *byte, base *[blockTokens]int32)

//go:noescape
func multiplyAVX2(out *[blockTokens * blockRows]int32, numbers *int8, stride, groups int, weights *byte, base *[blockTokens]int32)
