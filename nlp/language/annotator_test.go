package language_test

import (
	"context"
	"strings"
	"testing"

	"quoth/nlp"
	"quoth/nlp/language"

	"pgregory.net/rapid"
)

func TestDetect(t *testing.T) {
	for _, c := range []struct{ want, text string }{
		{"en", "The harbour was closed on Monday because of the storm, the mayor said."},
		{"en", "Minister says the bridge will not reopen this year"},
		{"en", "THE MAYOR SAID THAT THE BRIDGE WILL NOT OPEN BEFORE AUTUMN"},
		{"en", "“It’s over,” she said. “They have all gone home.”"},
		{"fr", "Le maire de la ville a annoncé lundi que le pont serait fermé pendant trois mois pour des travaux de rénovation, ce qui inquiète les commerçants du quartier."},
		{"de", "Der Bürgermeister hat am Montag angekündigt, dass die Brücke wegen dringender Bauarbeiten drei Monate lang gesperrt bleibt. Die Händler im Viertel sind besorgt und wollen sich wehren."},
		{"es", "El alcalde anunció el lunes que el puente permanecerá cerrado durante tres meses por obras, lo que preocupa mucho a los comerciantes del barrio y a los vecinos de la zona."},
		{"ru", "Мэр города объявил в понедельник, что мост будет закрыт на три месяца из-за ремонта. Жители и торговцы этого района недовольны решением властей, которые обещали закончить работы ещё прошлой весной."},
		{"el", "Ο δήμαρχος ανακοίνωσε ότι η γέφυρα κλείνει"},
		{"ja", "市長は月曜日、橋を三か月間閉鎖すると発表した。"},
		{"ko", "시장은 월요일 다리를 폐쇄한다고 발표했다"},
		{"fa", "شهردار روز دوشنبه اعلام کرد که پل به دلیل تعمیرات سه ماه بسته خواهد بود و این موضوع بازرگانان محله را نگران کرده است"},
		{language.Undetermined, ""},
		{language.Undetermined, "42"},
		{language.Undetermined, "1,204.50 — 12% (+3)"},
		{language.Undetermined, "ok"},
		{language.Undetermined, "😀😀😀"},
		{language.Undetermined, strings.Repeat("x", 1<<20)},
	} {
		if got := language.Detect(c.text); got != c.want {
			t.Errorf("Detect(%.40q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestTitleCounts(t *testing.T) {
	d := &nlp.Document{Title: "The mayor said that they will leave", Text: "1 2 3"}
	if err := language.New().Annotate(context.Background(), d); err != nil || d.Language != "en" {
		t.Fatalf("got %q, %v", d.Language, err)
	}
}

func TestAnswerIsACodeAndTheSameEveryTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		first := language.Detect(text)
		if len(first) != 2 && first != language.Undetermined {
			t.Fatalf("%q is no ISO 639-1 code", first)
		}
		if again := language.Detect(text); again != first {
			t.Fatalf("%q, then %q", first, again)
		}
	})
}

func FuzzDetectNeverPanics(f *testing.F) {
	f.Add("The mayor\xff said")
	f.Add("\u202eȺȺȺȺ's")
	f.Fuzz(func(t *testing.T, text string) { language.Detect(text) })
}

func BenchmarkDetectEnglish(b *testing.B) {
	text := strings.Repeat("The harbour was closed on Monday because of the storm, the mayor said. ", 40)
	b.ReportAllocs()
	for b.Loop() {
		if language.Detect(text) != "en" {
			b.Fatal("not English")
		}
	}
}
