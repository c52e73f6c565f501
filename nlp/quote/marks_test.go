package quote

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"quoth/nlp"
)

// stretchesOf gives the words of the outermost stretches of a text whose
// paragraphs are its lines.
func stretchesOf(text string) []string {
	var paragraphs []nlp.Span
	at := 0
	for _, line := range strings.SplitAfter(text, "\n") {
		s := trimSpace(text, nlp.Span{Start: at, End: at + len(line)})
		if !s.Empty() {
			paragraphs = append(paragraphs, s)
		}
		at += len(line)
	}
	var p pairs
	p.findStretches(text, paragraphs)
	var out []string
	for _, s := range p.stretches {
		if s.Depth == 0 {
			out = append(out, text[s.Inner.Start:s.Inner.End])
		}
	}
	return out
}

func TestStretches(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"curly":                              {`“We are late,” she said. “Very.”`, []string{"We are late,", "Very."}},
		"straight":                           {`"We are late," she said. "Very."`, []string{"We are late,", "Very."}},
		"British":                            {`‘We can’t wait,’ he said. ‘It’s the miners’ choice.’`, []string{"We can’t wait,", "It’s the miners’ choice."}},
		"British, straight":                  {`'We can't wait,' he said. 'It's late.'`, []string{"We can't wait,", "It's late."}},
		"British, nested":                    {`‘He said “never” twice,’ she said.`, []string{"He said “never” twice,"}},
		"American, nested":                   {`“He said ‘never’ twice,” she said.`, []string{"He said ‘never’ twice,"}},
		"guillemets":                         {`« We are late », she said. «Very.»`, []string{"We are late", "Very."}},
		"guillemets turned round":            {`»We are late«, she said.`, []string{"We are late"}},
		"low and high":                       {`„We are late“, she said. „Very.”`, []string{"We are late", "Very."}},
		"closing marks on both ends":         {`”We are late”, she said.`, []string{"We are late"}},
		"two apostrophes":                    {`''We are late,'' she said.`, []string{"We are late,"}},
		"two backticks":                      {"``We are late,'' she said.", []string{"We are late,"}},
		"low and high, behind a dash":        {`„Radim, we agreed –“ she said.`, []string{"Radim, we agreed –"}},
		"several styles":                     {`“One,” he said. "Two," she said. ‘Three,’ I said.`, []string{"One,", "Two,", "Three,"}},
		"a plural’s apostrophe":              {`The workers’ union and the bosses’ club met.`, nil},
		"clipped words":                      {`Rock ’n’ roll of the ’90s: get ’em. 'Twas the night, 'til the '60s.`, nil},
		"a forgotten end":                    {`“We are late, she said. “Very,” he said.`, []string{"We are late,", "Very,"}},
		"a forgotten end at the paragraph's": {"“We are late, Ana Ruiz said.\nThe end came.", []string{"We are late,"}},
		"commas below and high marks":        {`,,We are late”, she said. ,,Very.”`, []string{"We are late", "Very."}},
		"low marks and straight ones":        {`„We are late", she said. „Very."`, []string{"We are late", "Very."}},
		"a clipped word that opens":          {"He burst in and cried: ‘Till, now, or I’ll shout!’", []string{"Till, now, or I’ll shout!"}},
		"a clipped word inside":              {"‘I told ’em,’ he said.", []string{"I told ’em,"}},
		"a forgotten beginning":              {`We are late,” she said. “Very.”`, []string{"We are late,", "Very."}},
		"several paragraphs":                 {"“One.\n“Two.\n“Three,” she said.", []string{"One.", "Two.", "Three,"}},
		"left open at the end":               {"“One day we will go.\nThe end came.", []string{"One day we will go."}},
		"a forgotten end of the last words":  {"“We are late,” she said. “Very.\nThe end came.", []string{"We are late,", "Very."}},
		"a forgotten end around a quotation": {"“He said, ‘We are late.’ We laughed.\nThe end came.", []string{"He said, ‘We are late.’ We laughed."}},
		"an end of another kind":             {"She said “late\" twice.\nThe end came.", []string{"late"}},
		"a quotation at the end of another":  {`'Lang said, "We are late,"' she says. 'Very.'`, []string{`Lang said, "We are late,"`, "Very."}},
		"a plural in marks":                  {`They want 'ropes' that last for 48 hours' rain.`, []string{"ropes"}},
		"a height":                           {`He is 6'2" tall, "a giant," she said.`, []string{"a giant,"}},
		"spaced":                             {`" We are late , " she said .`, []string{"We are late ,"}},
	} {
		if diff := cmp.Diff(c.want, stretchesOf(c.text)); diff != "" {
			t.Errorf("%s: %s\n%s", name, c.text, diff)
		}
	}
}

func TestChains(t *testing.T) {
	text := "“One.\n\n“Two.\n\n“Three.”\n\nHe left. “Four.”"
	var p pairs
	var paragraphs []nlp.Span
	at := 0
	for _, part := range strings.SplitAfter(text, "\n\n") {
		paragraphs = append(paragraphs, trimSpace(text, nlp.Span{Start: at, End: at + len(part)}))
		at += len(part)
	}
	p.findStretches(text, paragraphs)
	var chains []int
	for _, s := range p.stretches {
		chains = append(chains, s.Chain)
	}
	if diff := cmp.Diff([]int{0, 0, 0, -1}, chains); diff != "" {
		t.Error(diff)
	}
}
