package encoder

import "unsafe"

// multiplyPlain is the kernel that runs everywhere.
func multiplyPlain(out *[blockTokens * blockRows]int32, numbers *int8, stride, groups int, weights *byte, _ *[blockTokens]int32) {
	packed := unsafe.Slice(weights, groups*groupBytes)
	all := unsafe.Slice(numbers, (blockTokens-1)*stride+groups*groupSize)
	for t := range blockTokens {
		row := all[t*stride : t*stride+groups*groupSize]
		sums := (*[blockRows]int32)(out[t*blockRows:])
		*sums = [blockRows]int32{}
		for g := range groups {
			n := row[g*groupSize : g*groupSize+groupSize]
			n0, n1, n2, n3 := int32(n[0]), int32(n[1]), int32(n[2]), int32(n[3])
			w := (*[groupBytes]byte)(packed[g*groupBytes:])
			for r := range sums {
				sums[r] += n0*(int32(w[groupSize*r])-weightZero) + n1*(int32(w[groupSize*r+1])-weightZero) +
					n2*(int32(w[groupSize*r+2])-weightZero) + n3*(int32(w[groupSize*r+3])-weightZero)
			}
		}
	}
}
