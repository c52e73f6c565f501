package quote_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestVoices(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"names and ages": {
			"We asked at the quay.\n\nAna Ruiz, 41, baker\nI sell more bread when it rains.\n\nPeter Lang (9), pupil\n«My boat is red.»\n\nThe quay closes at nine.",
			[]string{"direct I sell more bread when it rains. | heading: Ana Ruiz", "direct My boat is red. | heading: Peter Lang"},
		},
		"names and times": {
			"Comments\n\nAna Ruiz, 9.02am\nI was there.\nIt rained.\n\nPeter Lang, 10:40\nI was not.",
			[]string{"direct I was there. | heading: Ana Ruiz", "direct It rained. | heading: Ana Ruiz", "direct I was not. | heading: Peter Lang"},
		},
		"one such line is no series": {"The crew\n\nAna Ruiz, 41, skipper\nShe sails in May.", nil},
		"a list of who was there":    {"The crew\n\nAna Ruiz, 41, skipper\nPeter Lang, 38, cook\n\nThey sail in May.", nil},
		"a dialogue behind dashes": {
			"Ruiz went down to the pilot.\n\n— Who told you?\n\n— Nobody.\n\nThe pilot left.",
			[]string{"direct Who told you?", "direct Nobody."},
		},
		"a list behind dashes": {"The quay needs:\n\n— Ropes of hemp\n\n— Two lamps\n\nThe vote comes in May.", nil},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, rows(annotate(t, c.text))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestNamedNetworks(t *testing.T) {
	got := rows(annotate(t, "The harbour was closed.\n\nWe float. We wait.\nAna Ruiz on Instagram, July 16\n\nThe lamps were lit at six."))
	if diff := cmp.Diff([]string{"post We float. We wait. | signature: Ana Ruiz"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestVoicesFromTheHouse(t *testing.T) {
	got := rows(annotate(t, "Ana Ruiz: When will the ferry sail?\n\nSome hon. members: Never!\n\nAna Ruiz: Of which year?"))
	want := []string{"direct When will the ferry sail? | turn: Ana Ruiz", "direct Never! | turn: Some hon. members", "direct Of which year? | turn: Ana Ruiz"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
