package entity

import (
	"fmt"

	"quoth/nlp/modelfile"
)

// The sizes of a network: a word is a sum of rows of wordWidth numbers, and
// layers of convolutions over three words at a time give hiddenWidth numbers
// each. All are multiples of columnBlock.
const (
	wordWidth   = 64
	hiddenWidth = 96
	layerCount  = 3
	taps        = 3           // words that a convolution sees
	outputWidth = columnBlock // columns of scores; those beyond tagCount stay 0
)

// A network gives scores to the tags of each place of a chain, as the field
// does, from the words around it: a convolutional network (Collobert et al.
// 2011) with residual layers.
type network struct {
	start   []float32 // of the sum that a word is; wordWidth
	layers  [layerCount]convolution
	outputs [manners]output
}

// A convolution weighs the columns of a word and of its two neighbours.
type convolution struct {
	bias    []float32       // hiddenWidth
	weights [taps][]float32 // a row of hiddenWidth for each column of its input
}

// An output weighs the columns of the last layer. That of ownManner always
// counts, another one is added to it; its manner is added to every word.
type output struct {
	manner  []float32 // wordWidth
	bias    []float32 // outputWidth
	weights []float32 // a row of outputWidth for each column
}

// inputWidth is the width of what a layer reads.
func inputWidth(layer int) int {
	if layer == 0 {
		return wordWidth
	}
	return hiddenWidth
}

// newNetwork gives a network of weights 0, all of them in one slice, in the
// order of the file: start, the layers, the outputs.
func newNetwork(domains int) (n *network, outputs []output, all []float32) {
	n, outputs = &network{}, make([]output, domains)
	size := wordWidth + domains*(wordWidth+outputWidth+hiddenWidth*outputWidth)
	for k := range n.layers {
		size += hiddenWidth + taps*inputWidth(k)*hiddenWidth
	}
	all = make([]float32, size)
	rest := all
	take := func(count int) []float32 {
		part := rest[:count:count]
		rest = rest[count:]
		return part
	}
	n.start = take(wordWidth)
	for k := range n.layers {
		n.layers[k].bias = take(hiddenWidth)
		for t := range taps {
			n.layers[k].weights[t] = take(inputWidth(k) * hiddenWidth)
		}
	}
	for d := range outputs {
		outputs[d] = output{manner: take(wordWidth), bias: take(outputWidth), weights: take(hiddenWidth * outputWidth)}
	}
	copy(n.outputs[:], outputs)
	return n, outputs, all
}

// A committee is a few networks that learnt in other orders; their mean counts.
type committee struct {
	rows    table // of inputs, which all members share
	members []member
}

// A member is a network with the rows that its words are sums of.
type member struct {
	*network
	values []byte    // wordWidth signed bytes a slot
	units  []float32 // what a value of 1 is worth in each column
}

// The table of inputs, and the beginning of the names of the members' sections.
const (
	inputSection = "inputs"
	memberPrefix = "network"
)

// memberSection begins the names of the sections of a member.
func memberSection(number int) string { return fmt.Sprint(memberPrefix, number) }

// readCommittee takes the networks of a model, of which there may be none.
func readCommittee(f *modelfile.File) (committee, error) {
	c := committee{}
	if !f.Has(inputSection + ".tags") {
		return c, nil
	}
	var err error
	if c.rows, err = newTable(f, inputSection+".tags"); err != nil {
		return c, err
	}
	for f.Has(memberSection(len(c.members)) + ".values") {
		m, err := readMember(f, memberSection(len(c.members)), c.rows.slots())
		if err != nil {
			return c, err
		}
		c.members = append(c.members, m)
	}
	return c, nil
}

// readMember takes a network that numbers and rows of so many slots stand for.
func readMember(f *modelfile.File, name string, slots int) (member, error) {
	n, _, all := newNetwork(manners)
	m := member{network: n}
	var err error
	if m.values, err = f.Bytes(name + ".values"); err != nil {
		return m, err
	}
	numbers, err := f.Float32s(name + ".numbers")
	if err != nil {
		return m, err
	}
	if len(m.values) != slots*wordWidth || len(numbers) != wordWidth+len(all) {
		return m, fmt.Errorf("%s: %w: %s", f.Name(), modelfile.ErrSection, name)
	}
	m.units = numbers[:wordWidth]
	copy(all, numbers[wordWidth:])
	return m, nil
}
