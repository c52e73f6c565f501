//go:build !amd64

package entity

var useFastKernel = false

func addRowsFast(sum, matrix *float32, n int, at *int32, values *float32, count int) {}

func addToRowsFast(matrix, row *float32, n int, at *int32, values *float32, count int) {}
