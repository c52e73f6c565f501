package entity

import "golang.org/x/sys/cpu"

// useFastKernel says whether the processor has AVX.
var useFastKernel = cpu.X86.HasAVX

// addRowsFast is addRows for rows of n columns, a multiple of columnBlock.
//
//go:noescape
func addRowsFast(sum, matrix *float32, n int, at *int32, values *float32, count int)

// addToRowsFast is addToRows for rows of n columns, a multiple of columnBlock.
//
//go:noescape
func addToRowsFast(matrix, row *float32, n int, at *int32, values *float32, count int)
