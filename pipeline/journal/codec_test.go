package journal

import (
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"quoth/nlp"
	"quoth/pipeline/source"
)

// fill gives every field below v a value of its own, so that a field which the
// codec forgets is missed.
func fill(v reflect.Value, n *int) {
	*n++
	switch {
	case v.Type() == reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(time.UnixMicro(int64(*n)).UTC()))
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				fill(v.Field(i), n)
			}
		}
	case v.Kind() == reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0), n)
		fill(v.Index(1), n)
	case v.Kind() == reflect.String:
		v.SetString("word" + string(rune('a'+*n%26)))
	case v.CanInt():
		v.SetInt(int64(*n))
	case v.CanFloat():
		v.SetFloat(float64(*n) / 4)
	case v.Kind() == reflect.Bool:
		v.SetBool(true)
	}
}

func TestEveryFieldComesBack(t *testing.T) {
	d, n := &nlp.Document{}, 0
	fill(reflect.ValueOf(d).Elem(), &n)
	d.Text, d.Explain = "", false
	for i := range d.Quotations {
		d.Quotations[i].Candidates = nil
	}
	f := &source.Fault{}
	fill(reflect.ValueOf(f).Elem(), &n)
	for _, want := range []Record{
		{number: 3, Source: "a#1", Hash: [16]byte{1, 255, 3}, Document: d}, {Source: "b", Fault: f}, {Document: &nlp.Document{}},
	} {
		c := coder{}
		c.record(&want)
		back := coder{reading: true, bytes: c.bytes, words: map[string]string{}}
		var got Record
		back.record(&got)
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(Record{})); diff != "" || back.short || len(back.bytes) > 0 {
			t.Errorf("-want +got (%d bytes left)\n%s", len(back.bytes), diff)
		}
	}
}

// FuzzRecord: any bytes are read without a panic and without more memory than
// they have.
func FuzzRecord(f *testing.F) {
	d, n := &nlp.Document{}, 0
	fill(reflect.ValueOf(d).Elem(), &n)
	c := coder{}
	c.record(&Record{Document: d})
	f.Add(c.bytes)
	f.Fuzz(func(t *testing.T, raw []byte) {
		c := coder{reading: true, bytes: raw}
		c.record(&Record{})
	})
}
