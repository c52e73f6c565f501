package encoder

// The sizes of the block that a kernel computes: sums for a few rows of
// numbers (those of neighbouring tokens) and for a few rows of weights.
const (
	blockTokens = 4
	blockRows   = 32
	groupSize   = 4 // numbers of a row that lie side by side in packed weights
	groupBytes  = blockRows * groupSize
	weightZero  = 128 // what is added to a weight, so that it is stored as an unsigned byte
)

// A kernel multiplies four rows of numbers, stride bytes apart, with 32 rows of
// packed weights, over groups × 4 columns. The sums for the first row of
// numbers come first. No number and no weight is -128. The base of a row of
// numbers is -128 times their sum: kernels may add it instead of subtracting
// weightZero from every weight.
type kernel struct {
	name     string
	multiply func(out *[blockTokens * blockRows]int32, numbers *int8, stride, groups int, weights *byte, base *[blockTokens]int32)
}

// kernels are those that this processor can run, the fastest first.
var kernels = append(fastKernels(), kernel{"plain", multiplyPlain})

// packedSize is the length of a packed matrix: rows are filled up to a multiple
// of 32, columns to one of 4.
func packedSize(rows, columns int) int {
	return (rows + blockRows - 1) / blockRows * groups(columns) * groupBytes
}

// groups is how many groups of four a number of columns takes.
func groups(columns int) int { return (columns + groupSize - 1) / groupSize }

// packedPlace is where the weight of a row and a column lies in a packed matrix.
func packedPlace(row, column, columns int) int {
	return row/blockRows*groups(columns)*groupBytes + column/groupSize*groupBytes + row%blockRows*groupSize + column%groupSize
}
