//! Order, parallel work, time: from a project folder to output files. Owner of rayon.
