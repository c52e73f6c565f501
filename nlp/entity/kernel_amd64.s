#include "textflag.h"

// ROW leaves the address of the row that at[AX] names in R9, and its value in
// every lane of Y8.
#define ROW \
	MOVLQSX (DX)(AX*4), R9 \
	IMULQ R8, R9 \
	ADDQ SI, R9 \
	VBROADCASTSS (BX)(AX*4), Y8

// ADD adds eight columns of the row times the value to a register of sums.
// Product and sum are rounded apart, as in plain Go.
#define ADD(offset, sums, product) \
	VMULPS offset(R9), Y8, product \
	VADDPS product, sums, sums

// PUT adds a register times the value to eight columns of the row.
#define PUT(offset, numbers, product) \
	VMULPS numbers, Y8, product \
	VADDPS offset(R9), product, product \
	VMOVUPS product, offset(R9)

// func addRowsFast(sum, matrix *float32, n int, at *int32, values *float32, count int)
//
// Columns are taken 64 at a time, and the last 32 apart.
TEXT ·addRowsFast(SB), NOSPLIT, $0-48
	MOVQ sum+0(FP), DI
	MOVQ matrix+8(FP), SI
	MOVQ n+16(FP), R10
	MOVQ at+24(FP), DX
	MOVQ values+32(FP), BX
	MOVQ count+40(FP), CX
	LEAQ (R10*4), R8

sumColumns:
	CMPQ R10, $64
	JLT sumRest
	VMOVUPS (DI), Y0
	VMOVUPS 32(DI), Y1
	VMOVUPS 64(DI), Y2
	VMOVUPS 96(DI), Y3
	VMOVUPS 128(DI), Y4
	VMOVUPS 160(DI), Y5
	VMOVUPS 192(DI), Y6
	VMOVUPS 224(DI), Y7
	XORQ AX, AX

sumRows:
	ROW
	ADD(0, Y0, Y9)
	ADD(32, Y1, Y10)
	ADD(64, Y2, Y11)
	ADD(96, Y3, Y12)
	ADD(128, Y4, Y13)
	ADD(160, Y5, Y14)
	ADD(192, Y6, Y15)
	ADD(224, Y7, Y9)
	INCQ AX
	CMPQ AX, CX
	JLT sumRows
	VMOVUPS Y0, (DI)
	VMOVUPS Y1, 32(DI)
	VMOVUPS Y2, 64(DI)
	VMOVUPS Y3, 96(DI)
	VMOVUPS Y4, 128(DI)
	VMOVUPS Y5, 160(DI)
	VMOVUPS Y6, 192(DI)
	VMOVUPS Y7, 224(DI)
	ADDQ $256, DI
	ADDQ $256, SI
	SUBQ $64, R10
	JMP sumColumns

sumRest:
	CMPQ R10, $32
	JLT sumDone
	VMOVUPS (DI), Y0
	VMOVUPS 32(DI), Y1
	VMOVUPS 64(DI), Y2
	VMOVUPS 96(DI), Y3
	XORQ AX, AX

sumRestRows:
	ROW
	ADD(0, Y0, Y9)
	ADD(32, Y1, Y10)
	ADD(64, Y2, Y11)
	ADD(96, Y3, Y12)
	INCQ AX
	CMPQ AX, CX
	JLT sumRestRows
	VMOVUPS Y0, (DI)
	VMOVUPS Y1, 32(DI)
	VMOVUPS Y2, 64(DI)
	VMOVUPS Y3, 96(DI)

sumDone:
	VZEROUPPER
	RET

// func addToRowsFast(matrix, row *float32, n int, at *int32, values *float32, count int)
TEXT ·addToRowsFast(SB), NOSPLIT, $0-48
	MOVQ matrix+0(FP), SI
	MOVQ row+8(FP), DI
	MOVQ n+16(FP), R10
	MOVQ at+24(FP), DX
	MOVQ values+32(FP), BX
	MOVQ count+40(FP), CX
	LEAQ (R10*4), R8

putColumns:
	CMPQ R10, $32
	JLT putDone
	VMOVUPS (DI), Y0
	VMOVUPS 32(DI), Y1
	VMOVUPS 64(DI), Y2
	VMOVUPS 96(DI), Y3
	XORQ AX, AX

putRows:
	ROW
	PUT(0, Y0, Y9)
	PUT(32, Y1, Y10)
	PUT(64, Y2, Y11)
	PUT(96, Y3, Y12)
	INCQ AX
	CMPQ AX, CX
	JLT putRows
	ADDQ $128, DI
	ADDQ $128, SI
	SUBQ $32, R10
	JMP putColumns

putDone:
	VZEROUPPER
	RET
