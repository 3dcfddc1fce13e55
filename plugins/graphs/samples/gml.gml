Creator "by hand"
graph [
  directed 1
  node [ id 1 label "Rhea Kettlewell" type "Person" ]
  node [
    id 2
    label "Lock-up &amp; yard"
    graphics [ x 1.0 y 2.0 ]
  ]
  node [ id 3 ]
  edge [ source 1 target 2 value 2.5 label "rents" ]
  edge [ source 1 target 3 ]
  edge [ source 1 ]
]
