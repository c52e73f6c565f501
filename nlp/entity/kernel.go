package entity

// columnBlock is the number of columns that a kernel computes at once: every
// row of a network's weights is a multiple of it long.
const columnBlock = 32

// addRows adds to sum the rows of a matrix, as long as sum, that at names, each
// times its value. Products and sums are rounded one by one and in the same
// order by every kernel, so that all processors give the same bytes.
func addRows(sum, matrix []float32, at []int32, values []float32) {
	n := len(sum)
	if useFastKernel && len(at) > 0 {
		_, _ = values[len(at)-1], sum[n-1]
		addRowsFast(&sum[0], &matrix[0], n, &at[0], &values[0], len(at))
		return
	}
	for k, row := range at {
		w, v := matrix[int(row)*n:int(row)*n+n], values[k]
		for c := range sum {
			sum[c] += float32(v * w[c])
		}
	}
}

// addToRows adds a row, times each value, to the rows of a matrix that at names.
func addToRows(matrix, row []float32, at []int32, values []float32) {
	n := len(row)
	if useFastKernel && len(at) > 0 {
		_, _ = values[len(at)-1], row[n-1]
		addToRowsFast(&matrix[0], &row[0], n, &at[0], &values[0], len(at))
		return
	}
	for k, r := range at {
		w, v := matrix[int(r)*n:int(r)*n+n], values[k]
		for c := range row {
			w[c] += float32(v * row[c])
		}
	}
}
