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

// A sheet is a table for the terminal: headings, rows, and the widest column,
// which is wrapped so that a row fits the width.
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
	t.SetColumnConfigs([]table.ColumnConfig{{
		Number: s.words + 1, WidthMax: s.room(width, widest), WidthMaxEnforcer: text.WrapSoft,
	}})
	t.Render()
}

// room is what the other columns leave for the wrapped one.
func (s *sheet) room(width int, widest []int) int {
	left := width - 1
	for i, w := range widest {
		left -= 3
		if i != s.words {
			left -= max(w, len(s.headings[i]))
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
