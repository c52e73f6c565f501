package pipeline

import (
	"quoth/pipeline/catalog"
	"quoth/pipeline/commit"
)

// describe stages what says to programs that look for data what the tables
// hold.
func (r *run) describe(m Manifest) error {
	d := catalog.Dataset{Version: m.Version, License: r.options.License, Format: catalog.Format(r.options.Format)}
	for i, t := range r.tables {
		described := catalog.Table{Table: t}
		for _, p := range m.Tables[i].Parts {
			described.Parts = append(described.Parts, catalog.Part{Path: p.Path, Bytes: p.Bytes, Rows: p.Rows, SHA256: p.SHA256})
		}
		d.Tables = append(d.Tables, described)
	}
	for _, file := range []struct {
		name  string
		words func(catalog.Dataset) ([]byte, error)
	}{{commit.DataPackage, catalog.DataPackage}, {commit.Croissant, catalog.Croissant}} {
		words, err := file.words(d)
		if err != nil {
			return err
		}
		if err := r.stage(file.name, words); err != nil {
			return err
		}
	}
	return nil
}

// stage writes a file beside the tables.
func (r *run) stage(name string, words []byte) error {
	w, err := r.output.Create(name)
	if err != nil {
		return err
	}
	if _, err := w.Write(words); err != nil {
		w.Discard()
		return err
	}
	_, err = w.Finish()
	return err
}
