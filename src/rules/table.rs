//! `rules/language/table.yaml`: which unit a table's numbers have and of what they speak.

use super::{Letters, Pairs, Pattern, Word, Words, sheet};

sheet! {
    /// Which unit the numbers of a table have and of what they speak.
    Cells = "table";
    words {
        label: Words,
        about: Letters,
        many: Letters,
        counted: Words,
        ordinals: Letters,
        times: Pattern,
    }
    rules {
        column_of_names: ColumnOfNames = "column-of-names" { headers: Words }
        general_header: GeneralHeader = "general-header" { headers: Words }
        unit_of_header: UnitOfHeader = "unit-of-header" {}
        unit_implied: UnitImplied = "unit-implied" { units: Pairs, names: Words }
        unit_of_caption: UnitOfCaption = "unit-of-caption" { money: Words }
        unit_column: UnitColumn = "unit-column" { counted: Words, counters: Words }
        row_and_header: RowAndHeader = "row-and-header" {
            parts: Words,
            totals: Words,
            places: Words,
        }
        growth_column: GrowthColumn = "growth-column" {
            changes: Words,
            rates: Words,
            marked: Word,
            compared: Pattern,
        }
    }
}
