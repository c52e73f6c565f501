#include "textflag.h"

// func multiplyVNNI(out *[128]int32, numbers *int8, stride, groups int, weights *byte, base *[4]int32)
//
// VPDPBUSD multiplies unsigned with signed bytes and adds four products to each
// 32-bit sum. Weights are unsigned: 128 too large, which the base makes good.
TEXT ·multiplyVNNI(SB), NOSPLIT, $0-48
	MOVQ out+0(FP), DI
	MOVQ numbers+8(FP), SI
	MOVQ stride+16(FP), R8
	MOVQ groups+24(FP), CX
	MOVQ weights+32(FP), DX
	MOVQ base+40(FP), BX
	LEAQ (SI)(R8*1), R9
	LEAQ (SI)(R8*2), R10
	LEAQ (R9)(R8*2), R11
	VPBROADCASTD (BX), Z0
	VMOVDQA32 Z0, Z1
	VPBROADCASTD 4(BX), Z2
	VMOVDQA32 Z2, Z3
	VPBROADCASTD 8(BX), Z4
	VMOVDQA32 Z4, Z5
	VPBROADCASTD 12(BX), Z6
	VMOVDQA32 Z6, Z7
	XORQ AX, AX

vnniGroup:
	VMOVDQU32 (DX), Z16
	VMOVDQU32 64(DX), Z17
	VPBROADCASTD (SI)(AX*4), Z18
	VPBROADCASTD (R9)(AX*4), Z19
	VPBROADCASTD (R10)(AX*4), Z20
	VPBROADCASTD (R11)(AX*4), Z21
	VPDPBUSD Z18, Z16, Z0
	VPDPBUSD Z18, Z17, Z1
	VPDPBUSD Z19, Z16, Z2
	VPDPBUSD Z19, Z17, Z3
	VPDPBUSD Z20, Z16, Z4
	VPDPBUSD Z20, Z17, Z5
	VPDPBUSD Z21, Z16, Z6
	VPDPBUSD Z21, Z17, Z7
	ADDQ $128, DX
	INCQ AX
	CMPQ AX, CX
	JLT vnniGroup

	VMOVDQU32 Z0, (DI)
	VMOVDQU32 Z1, 64(DI)
	VMOVDQU32 Z2, 128(DI)
	VMOVDQU32 Z3, 192(DI)
	VMOVDQU32 Z4, 256(DI)
	VMOVDQU32 Z5, 320(DI)
	VMOVDQU32 Z6, 384(DI)
	VMOVDQU32 Z7, 448(DI)
	VZEROUPPER
	RET

// TOKEN adds the products of one token's four numbers with sixteen rows of
// weights (Y8, Y9) to two registers of sums. The numbers give their signs to
// the weights, since VPMADDUBSW wants one factor without sign; no pair of
// products is too large for 16 bits, since no factor is -128.
#define TOKEN(numbers, sums, more) \
	VPBROADCASTD (numbers)(AX*4), Y10 \
	VPABSB Y10, Y11 \
	VPSIGNB Y10, Y8, Y12 \
	VPSIGNB Y10, Y9, Y13 \
	VPMADDUBSW Y12, Y11, Y12 \
	VPMADDUBSW Y13, Y11, Y13 \
	VPMADDWD Y14, Y12, Y12 \
	VPMADDWD Y14, Y13, Y13 \
	VPADDD Y12, sums, sums \
	VPADDD Y13, more, more

// func multiplyAVX2(out *[128]int32, numbers *int8, stride, groups int, weights *byte, base *[4]int32)
//
// The block's rows are taken in two halves of sixteen.
TEXT ·multiplyAVX2(SB), NOSPLIT, $0-48
	MOVQ out+0(FP), DI
	MOVQ numbers+8(FP), SI
	MOVQ stride+16(FP), R8
	MOVQ groups+24(FP), CX
	MOVQ weights+32(FP), DX
	LEAQ (SI)(R8*1), R9
	LEAQ (SI)(R8*2), R10
	LEAQ (R9)(R8*2), R11
	VPCMPEQW Y14, Y14, Y14
	VPSRLW $15, Y14, Y14 // sixteen ones
	VPCMPEQB Y15, Y15, Y15
	VPABSB Y15, Y15
	VPSLLW $7, Y15, Y15 // 32 bytes of 128
	MOVQ $2, R12

half:
	MOVQ DX, R13
	XORQ AX, AX
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7

group:
	VPXOR (R13), Y15, Y8
	VPXOR 32(R13), Y15, Y9
	TOKEN(SI, Y0, Y1)
	TOKEN(R9, Y2, Y3)
	TOKEN(R10, Y4, Y5)
	TOKEN(R11, Y6, Y7)
	ADDQ $128, R13
	INCQ AX
	CMPQ AX, CX
	JLT group

	VMOVDQU Y0, (DI)
	VMOVDQU Y1, 32(DI)
	VMOVDQU Y2, 128(DI)
	VMOVDQU Y3, 160(DI)
	VMOVDQU Y4, 256(DI)
	VMOVDQU Y5, 288(DI)
	VMOVDQU Y6, 384(DI)
	VMOVDQU Y7, 416(DI)
	ADDQ $64, DX
	ADDQ $64, DI
	DECQ R12
	JNZ half
	VZEROUPPER
	RET
