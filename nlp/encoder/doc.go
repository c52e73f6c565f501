// Package encoder reads texts with a small transformer and tells their stance
// toward a target, their polarity or their topics. Packages sentiment and
// topic ask it where accuracy is worth more than speed.
//
// The network is MiniLM (Wang et al. 2020; six layers of 384 numbers), fine-tuned for
// the three tasks at once; the card in quoth/models/encoder tells how. Weights
// are signed bytes with a scale for each row, and so are the numbers that they
// are multiplied with: all sums of products are sums of integers, which come
// out the same in whatever order a processor takes them. The few steps between
// them round as IEEE 754 says, product by product. So the same text gets the
// same bytes on every machine, alone or among other texts.
//
// Matrices are multiplied by whichever kernel suits the processor: AVX-512 with
// vector instructions for neural networks, AVX2, or plain Go.
package encoder
