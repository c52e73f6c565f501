package main

import (
	"io"
	"os"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"golang.org/x/term"

	"quoth/nlp"
)

// plainWidth is the width of tables that don't go to a terminal.
const plainWidth = 120

// How wide a column may be that is not the one with most words: an id of 32
// characters stands on one line, unless the words would then have too little.
const (
	widestOther = 32
	narrowOther = 20
	fewWords    = 44
)

// A sheet is a table for the terminal: headings, rows, and the column with most
// words, which takes the width that the others leave.
type sheet struct {
	headings []string
	rows     [][]string
	words    int // the column that is wrapped
}

// write draws the sheet; cells lose control characters, which come from
// articles and could steer a terminal.
func (s *sheet) write(w io.Writer) {
	t := table.NewWriter()
	t.SetOutputMirror(w)
	t.SetStyle(table.StyleLight)
	t.Style().Format.Header = text.FormatDefault
	width, colors := terminal(w)
	header := table.Row{}
	for _, h := range s.headings {
		header = append(header, h)
	}
	t.AppendHeader(header)
	widest := make([]int, len(s.headings))
	for _, cells := range s.rows {
		row := table.Row{}
		for i, c := range cells {
			c = printable(c)
			widest[i] = max(widest[i], text.StringWidth(c))
			row = append(row, colored(c, colors))
		}
		t.AppendRow(row)
	}
	other := widestOther
	if s.room(width, widest, other) < fewWords {
		other = narrowOther
	}
	var columns []table.ColumnConfig
	for i := range widest {
		c := table.ColumnConfig{Number: i + 1, WidthMax: other, WidthMaxEnforcer: text.WrapSoft}
		if i == s.words {
			c.WidthMax = s.room(width, widest, other)
		}
		columns = append(columns, c)
	}
	t.SetColumnConfigs(columns)
	t.Render()
}

// room is what the other columns, each at most so wide, leave for the words.
func (s *sheet) room(width int, widest []int, other int) int {
	left := width - 1
	for i, w := range widest {
		left -= 3
		if i != s.words {
			left -= max(min(w, other), len(s.headings[i]))
		}
	}
	return max(left, 24)
}

// colored marks tones on a terminal.
func colored(cell string, colors bool) string {
	if !colors {
		return cell
	}
	switch nlp.Tone(cell) {
	case nlp.Negative:
		return text.FgRed.Sprint(cell)
	case nlp.Positive:
		return text.FgGreen.Sprint(cell)
	}
	return cell
}

// terminal gives the width to write for, and whether colors may be used
// (NO_COLOR, no-color.org, turns them off).
func terminal(w io.Writer) (width int, colors bool) {
	file, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return plainWidth, false
	}
	width, _, err := term.GetSize(int(file.Fd()))
	if err != nil || width < 40 {
		width = plainWidth
	}
	_, off := os.LookupEnv("NO_COLOR")
	return width, !off
}
