// The block in the editor: what it says, and where it stands. On the page it is made by the server.
( function ( blocks, element, editor, components ) {
	var create = element.createElement, words = window.growthWheelBlock.words, values = window.growthWheelBlock.values;
	blocks.registerBlockType( 'growth-wheel/wheel', {
		title: words.title,
		description: words.what,
		edit: function ( props ) {
			var fields = Object.keys( values ).map( function ( name ) {
				var options = [ { label: words.standard, value: '' } ].concat( values[ name ].map( function ( value ) {
					return { label: value, value: value };
				} ) );
				return create( components.SelectControl, {
					key: name,
					label: words[ name ],
					value: props.attributes[ name ],
					options: options,
					onChange: function ( value ) {
						var said = {};
						said[ name ] = value;
						props.setAttributes( said );
					},
				} );
			} );
			return create( 'div', editor.useBlockProps(),
				create( editor.InspectorControls, null, create( components.PanelBody, { title: words.title }, fields ) ),
				create( components.Placeholder, { icon: 'chart-pie', label: words.title, instructions: words.shown } )
			);
		},
		save: function () {
			return null;
		},
	} );
} )( window.wp.blocks, window.wp.element, window.wp.blockEditor, window.wp.components );
