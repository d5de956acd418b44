// For ONOS's legacy GUI, which wants a module for every registered view; GUI2 loads no such file.
(function () {
    'use strict';

    var overlay = {
        overlayId: 'op25b-overlay',
        glyphId: 'm_flows',
        tooltip: 'Outbound Port 25 Blocking',
        activate: function () {},
        deactivate: function () {}
    };

    angular.module('ovOp25b', [])
        .run(['TopoOverlayService', function (overlays) {
            overlays.register(overlay);
        }]);
}());
