package quote

import "quoth/nlp/lexicon"

// rateCues gives every word that can report speech how sure it is that it does.
func (w *work) rateCues() {
	for _, r := range w.ranges {
		v := window{w.words, r.first, r.last}
		for i := r.first; i < r.last; i++ {
			if !w.mayReport(i) {
				continue
			}
			w.features = w.cueFeatures(v, i, w.features[:0])
			w.words[i].likely = max(1, level(w.model.cues.score(w.features)))
		}
	}
}

// mayReport says whether a word was ever seen to report, or is on the list of
// reporting verbs, and stands in the writer's own words.
func (w *work) mayReport(i int) bool {
	x := &w.words[i]
	return x.block < 0 && (x.class != lexicon.NoCue || w.model.mayReport.has(x.lower))
}

// level turns log-odds into one of eight classes.
func level(odds float32) uint8 {
	switch {
	case odds < -4:
		return 0
	case odds < -2.5:
		return 1
	case odds < -1.2:
		return 2
	case odds < 0:
		return 3
	case odds < 1.2:
		return 4
	case odds < 2.5:
		return 5
	case odds < 4:
		return 6
	}
	return 7
}

// form is the class and form of a reporting verb.
func (x *word) form() uint32 { return uint32(x.class)<<2 | uint32(x.shaped) }

// cueFeatures describes a word that may report speech.
func (w *work) cueFeatures(v window, i int, f []uint32) []uint32 {
	x, p1, p2, p3, n1, n2, n3 := v.at(i), v.at(i-1), v.at(i-2), v.at(i-3), v.at(i+1), v.at(i+2), v.at(i+3)
	verb, form := x.verb, x.form()
	s := w.d.Sentences[w.d.Tokens[i].Sentence]
	fromStart, toEnd := bucket(i-s.First), bucket(s.Last-1-i)
	quoted := uint32(x.place)
	f = append(f,
		join(1, x.lower, 0), join(2, verb, form), join(3, form, x.tag),
		join(4, x.lower, n1.lower), join(5, x.lower, p1.lower), join(6, p1.lower, n1.lower),
		join(7, form, n1.lower), join(8, form, p1.lower), join(9, x.lower, n2.lower), join(10, x.lower, p2.lower),
		join(11, form, uint32(n1.cluster)), join(12, form, uint32(p1.cluster)), join(13, form, uint32(n2.cluster)),
		join(14, p1.tag, x.tag)^n1.tag, join(15, p2.tag, p1.tag)^x.tag, join(16, x.tag, n1.tag)^n2.tag,
		join(17, form, uint32(p1.shape)<<4|uint32(n1.shape)), join(18, verb, p1.tag), join(19, verb, n1.tag),
		join(20, form, fromStart), join(21, form, toEnd), join(22, verb, toEnd), join(23, quoted, form), join(24, quoted, verb),
		join(25, uint32(p1.place)<<4|uint32(n1.place), form), join(26, uint32(p1.sign)<<4|uint32(n1.sign), form),
		join(27, verb, uint32(n1.sign)<<4|uint32(p1.sign)), join(28, p2.lower, p1.lower), join(29, n1.lower, n2.lower),
		join(30, p3.lower, 0), join(31, n3.lower, 0), join(32, uint32(x.cluster), 0), join(33, p1.lower, 0), join(34, n1.lower, 0),
		join(37, p1.lower, form)^n1.tag,
	)
	return w.cueSurroundings(v, i, s.First, s.Last, f)
}

// cueSurroundings describes the marks, the other reporting words and the
// clause borders of the sentence around a word.
func (w *work) cueSurroundings(v window, i, first, last int, f []uint32) []uint32 {
	x := v.at(i)
	form := x.form()
	left, right := uint32(0), uint32(0)
	for j := i - 1; j >= first && j > i-16; j-- {
		y := v.at(j)
		if y.place == closing || y.place == opening {
			left = 1 + bucket(i-j)
			break
		}
	}
	for j := i + 1; j < last && j < i+16; j++ {
		y := v.at(j)
		if y.place == opening {
			right = 1 + bucket(j-i)
			break
		}
	}
	commaLeft, commaRight, thatRight, cuesLeft, cuesRight := uint32(15), uint32(15), uint32(15), 0, 0
	for j := i - 1; j >= first && j > i-12; j-- {
		y := v.at(j)
		if y.sign == comma && commaLeft == 15 {
			commaLeft = bucket(i - j)
		}
		if y.class == lexicon.ReportCue {
			cuesLeft++
		}
	}
	for j := i + 1; j < last && j < i+12; j++ {
		y := v.at(j)
		if y.sign == comma && commaRight == 15 {
			commaRight = bucket(j - i)
		}
		if y.lower == hashThat && thatRight == 15 {
			thatRight = bucket(j - i)
		}
		if y.class == lexicon.ReportCue {
			cuesRight++
		}
	}
	return append(f,
		join(50, left, form), join(51, right, form), join(52, commaLeft, form), join(53, commaRight, form), join(54, thatRight, form),
		join(55, thatRight, x.verb), join(56, bucket(cuesLeft)<<4|bucket(cuesRight), form), join(57, left<<4|right, x.verb),
		join(58, commaLeft<<4|commaRight, form), join(59, commaRight, x.verb),
	)
}

var (
	hashThat      = hashWord("that")
	hashWhat      = hashWord("what")
	hashRead      = hashWord("read")
	hashSay       = hashWord("say")
	hashCall      = hashWord("call")
	hashThe       = hashWord("the")
	hashTweet     = hashWord("tweet")
	hashRetweet   = hashWord("retweet")
	hashPost      = hashWord("post")
	hashOn        = hashWord("on")
	hashTo        = hashWord("to")
	hashAccording = hashWord("according")
	hashTell      = hashWord("tell")
	hashWarn      = hashWord("warn")
	hashRemind    = hashWord("remind")
	hashAssure    = hashWord("assure")
	hashInform    = hashWord("inform")
)
