package nlp_test

import (
	"context"
	"fmt"

	"quoth/nlp"
	"quoth/nlp/english"
)

func Example() {
	pipeline, err := english.New(english.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	d := &nlp.Document{Text: "Mayor Ana Ruiz opened the bridge on Monday. “It will outlive us all,” she said."}
	if err := pipeline.Annotate(context.Background(), d); err != nil {
		fmt.Println(err)
		return
	}
	for _, q := range d.Quotations {
		fmt.Printf("%s: %s\n", q.Speaker.Name, d.Slice(q.Span))
	}
	// Output: Ana Ruiz: It will outlive us all,
}
