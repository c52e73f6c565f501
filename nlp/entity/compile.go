package entity

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"quoth/nlp/modelfile"
)

// A compiler turns word clusters and name lists into the tables of a vocabulary.
type compiler struct {
	folder  fs.FS
	writer  *modelfile.Writer
	names   map[uint64]byte    // phrase to nameTypes
	usage   map[uint64]*[7]int // word to how often each role in names is its
	phrases []uint64           // keys of names, in the order they came
	words   []uint64           // keys of usage, likewise
}

// Roles of a word in listed names, the columns of usage.
const (
	roleFirst = iota // of a person's name
	roleLast
	rolePlace
	roleBody
	roleBodyLast
	roleOther
	roleDemonym
)

// compileVocabulary writes the vocabulary's sections into w.
func compileVocabulary(folder fs.FS, w *modelfile.Writer) error {
	c := &compiler{folder: folder, writer: w, names: map[uint64]byte{}, usage: map[uint64]*[7]int{}}
	for _, step := range []func() error{c.gazetteer, c.countries, c.cities, c.companies, c.people, c.forenames, c.cased, c.folded, c.writeNames} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (c *compiler) lines(name string) ([]string, error) {
	data, err := readAll(func() (io.ReadCloser, error) { return c.folder.Open(name) })
	if err != nil {
		return nil, err
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	return strings.Split(strings.TrimRight(string(data), "\n"), "\n"), nil
}

func (c *compiler) table(name string) ([][]string, error) {
	lines, err := c.lines(name)
	if err != nil {
		return nil, err
	}
	r := csv.NewReader(bufio.NewReader(strings.NewReader(strings.Join(lines, "\n"))))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil || len(rows) < 2 {
		return nil, fmt.Errorf("%s: %w", name, errors.Join(ErrCorpus, err))
	}
	return rows[1:], nil
}

// add lists a name, cut at spaces as the gazetteer is.
func (c *compiler) add(name string, types byte) {
	words := strings.Fields(strings.TrimSuffix(name, "."))
	if len(words) == 0 {
		return
	}
	var h uint64
	hashes := make([]uint64, len(words))
	for i, w := range words {
		hashes[i] = lowerHash(w)
		h = phraseHash(h, hashes[i])
	}
	c.roles(hashes, types)
	if len(words) > longestName || types == namePerson && len(words) != 2 {
		return
	}
	if _, ok := c.names[h]; !ok {
		c.phrases = append(c.phrases, h)
	}
	c.names[h] |= types
}

// roles counts what a name's words are in it.
func (c *compiler) roles(words []uint64, types byte) {
	last := len(words) - 1
	for i, w := range words {
		if types&namePerson != 0 && last > 0 {
			if i == last {
				c.count(w, roleLast, 1)
			} else {
				c.count(w, roleFirst, 1)
			}
		}
		if types&nameSurname != 0 {
			c.count(w, roleLast, 2)
		}
		if types&namePlace != 0 {
			c.count(w, rolePlace, 1)
		}
		if types&nameBody != 0 && i == last && last > 0 {
			c.count(w, roleBodyLast, 1)
		} else if types&nameBody != 0 {
			c.count(w, roleBody, 1)
		}
		if types&nameDemonym != 0 {
			c.count(w, roleDemonym, 5)
		}
		if types&(nameWork|nameThing|nameEvent) != 0 {
			c.count(w, roleOther, 1)
		}
	}
}

func (c *compiler) count(w uint64, role, n int) {
	u := c.usage[w]
	if u == nil {
		u = new([7]int)
		c.usage[w] = u
		c.words = append(c.words, w)
	}
	u[role] += n
}

// gazetteerTypes are the numbers of the gazetteer's types; songs are left out:
// any word is the name of one.
var gazetteerTypes = map[string]byte{
	"14": namePerson, "11": namePlace, "6": namePlace, "13": nameBody, "9": nameEvent,
	"10": nameWork, "8": nameWork, "12": nameThing, "4": nameSurname,
}

func (c *compiler) gazetteer() error {
	lines, err := c.lines("nlp4j_named-entity-gazetteers-simplified.tsv.gz")
	if err != nil {
		return err
	}
	for _, line := range lines {
		name, list, ok := strings.Cut(line, "\t")
		if !ok {
			return fmt.Errorf("%w: gazetteer line %q", ErrCorpus, line)
		}
		var types byte
		for _, number := range strings.Split(strings.Trim(list, "[]"), ", ") {
			types |= gazetteerTypes[number]
		}
		if types != 0 {
			c.add(name, types)
		}
	}
	return nil
}

func (c *compiler) countries() error {
	lines, err := c.lines("countries_demonyms.tsv.gz")
	if err != nil {
		return err
	}
	for _, line := range lines {
		f := strings.Split(line, "\t")
		if len(f) < 4 {
			return fmt.Errorf("%w: countries line %q", ErrCorpus, line)
		}
		for range 5 {
			c.add(f[0], namePlace)
			c.add(f[2], namePlace)
		}
		c.add(f[1], namePlace)
		c.add(f[3], nameDemonym)
		c.add(f[3]+"s", nameDemonym)
	}
	return nil
}

func (c *compiler) cities() error {
	rows, err := c.table("world_cities.csv.gz")
	if err != nil {
		return err
	}
	for _, r := range rows {
		c.add(r[0], namePlace)
		c.add(r[2], namePlace)
	}
	return nil
}

func (c *compiler) companies() error {
	rows, err := c.table("sp500.csv.gz")
	if err != nil {
		return err
	}
	for _, r := range rows {
		c.add(r[1], nameBody)
	}
	return nil
}

// people counts lists of first names and surnames.
func (c *compiler) people() error {
	for file, role := range map[string]int{"firstnames_smashew.txt.gz": roleFirst, "surnames_smashew.txt.gz": roleLast} {
		lines, err := c.lines(file)
		if err != nil {
			return err
		}
		for _, l := range lines {
			c.count(lowerHash(strings.TrimSpace(l)), role, 1)
		}
	}
	slices.Sort(c.words)
	return nil
}

// forenames writes the sexes that first names are given to; a name that both
// bear is kept with both, so as to say nothing.
func (c *compiler) forenames() error {
	sexOf := map[uint64]byte{}
	var keys []uint64
	note := func(name string, sex byte) {
		h := lowerHash(name)
		if _, ok := sexOf[h]; !ok {
			keys = append(keys, h)
		}
		sexOf[h] |= sex
	}
	rows, err := c.table("popular_forenames.csv.gz")
	if err != nil {
		return err
	}
	for _, r := range rows {
		if len(r) < 12 {
			return fmt.Errorf("%w: popular_forenames line %q", ErrCorpus, r)
		}
		if sex := map[string]byte{"F": sexFemale, "M": sexMale}[r[9]]; sex != 0 {
			note(r[10], sex)
			note(r[11], sex)
		}
	}
	if err := c.namesBySex(note); err != nil {
		return err
	}
	return c.write("sexes", keys, func(b []byte, slot int32, h uint64) { b[slot] = sexOf[h] }, 1)
}

// namesBySex reads the zipped lists of English first names.
func (c *compiler) namesBySex(note func(string, byte)) error {
	data, err := fs.ReadFile(c.folder, "nltk_names.zip")
	if err != nil {
		return err
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return fmt.Errorf("nltk_names.zip: %w", err)
	}
	for _, list := range []struct {
		file string
		sex  byte
	}{{"names/female.txt", sexFemale}, {"names/male.txt", sexMale}} {
		names, err := fs.ReadFile(archive, list.file)
		if err != nil {
			return err
		}
		for _, name := range strings.Fields(string(names)) {
			note(name, list.sex)
		}
	}
	return nil
}

// profileOf packs how names use a word into profileBits: the commonest role,
// whether it is by far the commonest, and whether it was often seen.
func profileOf(u *[7]int) uint16 {
	best, total := 0, 0
	for r, n := range u {
		total += n
		if n > u[best] {
			best = r
		}
	}
	p := uint16(best) << 2
	if 4*u[best] > 3*total {
		p |= profileSure
	}
	if total > 4 {
		p |= profileOften
	}
	return p + 1
}

func (c *compiler) cased() error {
	lines, err := c.lines("epic_bllip-clusters.gz")
	if err != nil {
		return err
	}
	return c.clusters("cased", lines, func(line string) (path string, form uint64, keep bool) {
		f := strings.Split(line, "\t")
		if len(f) < 3 {
			return "", 0, false
		}
		form, _, _ = hashForms(f[1])
		return f[0], form, f[2] != "1"
	})
}

func (c *compiler) folded() error {
	lines, err := c.lines("nlp4j_brown-clusters-simplified-lowercase.tsv.gz")
	if err != nil {
		return err
	}
	return c.clusters("folded", lines, func(line string) (path string, form uint64, keep bool) {
		f := strings.Fields(line)
		if len(f) < 2 {
			return "", 0, false
		}
		return f[len(f)-1], lowerHash(f[0]), true
	})
}

// clusters writes a table from words to clusters, and for lower-case words
// also to profiles.
func (c *compiler) clusters(name string, lines []string, parse func(string) (string, uint64, bool)) error {
	number := map[string]int{}
	var paths []string
	var words []uint64
	value := map[uint64]uint16{}
	for _, line := range lines {
		path, form, keep := parse(line)
		if !keep {
			continue
		}
		if number[path] == 0 {
			paths = append(paths, path)
			number[path] = len(paths)
		}
		if _, ok := value[form]; !ok {
			words = append(words, form)
			value[form] = uint16(number[path])
		}
	}
	if name == "folded" {
		for w := range value {
			value[w] <<= profileBits
		}
		for _, w := range c.words {
			if _, ok := value[w]; !ok {
				words = append(words, w)
			}
			value[w] |= profileOf(c.usage[w])
		}
	}
	c.writer.Strings(name+".paths", paths)
	return c.write(name, words, func(b []byte, slot int32, w uint64) {
		binary.LittleEndian.PutUint16(b[2*slot:], value[w])
	}, 2)
}

func (c *compiler) writeNames() error {
	return c.write("names", c.phrases, func(b []byte, slot int32, h uint64) { b[slot] = c.names[h] }, 1)
}

func (c *compiler) write(name string, keys []uint64, put func([]byte, int32, uint64), width int) error {
	t, slots, err := buildTable(keys)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	values := make([]byte, width*t.slots())
	for i, k := range keys {
		if slots[i] >= 0 {
			put(values, slots[i], k)
		}
	}
	c.writer.Bytes(name+".tags", t.tags)
	return c.writer.Packed(name+".values", values)
}
